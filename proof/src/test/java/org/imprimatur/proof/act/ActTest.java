// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActTest {
  private static final Digest SOME = Digest.of("some".getBytes(UTF_8));
  private static final MonitoringAct.Breach BREACH =
      new MonitoringAct.Breach("losses", "broken", Instant.ofEpochMilli(5_678));

  /** Every record of the vocabulary, found by its sealed types, so that none is forgotten. */
  static Stream<Class<?>> vocabulary() {
    return Arrays.stream(Act.class.getPermittedSubclasses()).flatMap(ActTest::records);
  }

  private static Stream<Class<?>> records(Class<?> group) {
    return group.isRecord()
        ? Stream.of(group)
        : Arrays.stream(group.getPermittedSubclasses()).flatMap(ActTest::records);
  }

  @ParameterizedTest
  @MethodSource("vocabulary")
  void every_act_reads_back_as_it_was_written(Class<?> type) throws ReflectiveOperationException {
    Act act = example(type);

    assertThat(Act.parse(act.bytes())).isEqualTo(act);
    assertThat(act.name()).matches("[a-z]+\\.[a-z]+");
    assertThat(Act.NAMES).contains(act.name()).hasSize((int) vocabulary().count());
    assertThat(BatchAct.ABOUT_BATCHES.contains(act.name())).isEqualTo(act instanceof BatchAct);
  }

  @Test
  void the_bytes_are_those_of_the_design() {
    var verdict =
        new GateAct.VerdictGiven(
            new Stamp(Instant.parse("2026-11-23T10:45:00Z"), "p_7q"), 231, true, SOME);

    assertThat(new String(verdict.bytes(), UTF_8))
        .isEqualTo(
            """
            {"act":"verdict.given","at":"2026-11-23T10:45:00.000Z","by":"p_7q","passes":true,\
            "submission":231,"trace":"%s","v":1}\
            """
                .formatted(SOME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|act.shape",
        "{\"act\":\"submission.withdrawn\",\"at\":\"2026-11-23T10:45:00.000Z\",\"by\":\"p\",\"v\":1}"
            + "|act.shape",
        "{\"act\":\"submission.withdrawn\",\"at\":\"2026-02-31T10:45:00.000Z\",\"by\":\"p\","
            + "\"submission\":1,\"v\":1}|act.shape",
        "{\"act\":\"submission.withdrawn\",\"at\":\"2026-11-23T24:45:00.000Z\",\"by\":\"p\","
            + "\"submission\":1,\"v\":1}|act.shape",
        "{\"act\":\"submission.withdrawn\",\"at\":\"yesterday\",\"by\":\"p\",\"submission\":1,\"v\":1}"
            + "|act.shape",
        "{\"act\":\"submission.withdrawn\",\"at\":\"2026-11-23T10:45:00.000Z\",\"by\":\"p\","
            + "\"extra\":1,\"submission\":1,\"v\":1}|act.shape",
        "{\"act\":\"gate.opened\",\"at\":\"2026-11-23T10:45:00.000Z\",\"by\":\"p\",\"v\":1}"
            + "|act.unknown",
        "{\"act\":\"submission.withdrawn\",\"at\":\"2026-11-23T10:45:00.000Z\",\"by\":\"p\","
            + "\"submission\":1,\"v\":2}|act.unknown",
      })
  void what_is_not_exactly_an_act_is_refused(String entry, String code) {
    assertThatThrownBy(() -> Act.parse(entry.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ActException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void every_cause_of_a_suspension_reads_back() {
    List<MonitoringAct.Cause> causes =
        List.of(
            new MonitoringAct.Cause.Broken(BREACH),
            new MonitoringAct.Cause.Expired(Instant.EPOCH),
            new MonitoringAct.Cause.Unmet("s_7q", 2, "lapsed", Instant.EPOCH),
            new MonitoringAct.Cause.Ordered("owner", SOME));
    for (MonitoringAct.Cause cause : causes) {
      var stamp = new Stamp(Instant.ofEpochMilli(1_234), "p_7q");
      var act = new MonitoringAct.VersionSuspended(stamp, "m_2c", 7, 3, cause);

      assertThat(Act.parse(act.bytes())).isEqualTo(act);
    }
  }

  @Test
  void an_act_beyond_16_KiB_is_refused_when_written_and_when_read() {
    var stamp = new Stamp(Instant.EPOCH, "p");
    var large = new PeopleAct.TeamJoined(stamp, "p", "t".repeat(Act.MOST_BYTES));

    assertThatThrownBy(large::bytes).isInstanceOf(ActException.class);
    assertThatThrownBy(() -> Act.parse(new byte[Act.MOST_BYTES + 1]))
        .isInstanceOf(ActException.class);
  }

  private static Act example(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components).map(part -> example(part.getGenericType())).toArray();
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    return (Act) constructor.newInstance(values);
  }

  private static Object example(Type type) {
    return switch (type.getTypeName()) {
      case "org.imprimatur.proof.act.Stamp" -> new Stamp(Instant.ofEpochMilli(1_234), "p_7q");
      case "org.imprimatur.proof.act.Scope" ->
          new Scope(Optional.of("m_2c"), Optional.of("high"), Optional.of("credit"));
      case "java.time.Instant" -> Instant.ofEpochMilli(9_876);
      case "java.lang.String" -> "text";
      case "org.imprimatur.proof.act.Anchor" ->
          new Anchor("fairness", "item", "group:age=young", Optional.of(SOME));
      case "java.lang.Long", "long" -> 7L;
      case "boolean" -> true;
      case "java.util.OptionalLong" -> OptionalLong.of(3);
      case "org.imprimatur.proof.digest.Digest" -> SOME;
      case "org.imprimatur.proof.act.SubmissionAct$SignoffGiven$Asserted" ->
          new SubmissionAct.SignoffGiven.Asserted("text", SOME);
      case "org.imprimatur.proof.act.GateAct$Move" -> new GateAct.Move("development", "production");
      case "org.imprimatur.proof.act.MonitoringAct$Breach" -> BREACH;
      case "org.imprimatur.proof.act.MonitoringAct$Cause" -> new MonitoringAct.Cause.Broken(BREACH);
      case "org.imprimatur.proof.act.RollbackAct$Judged" ->
          new RollbackAct.Judged(7, SOME, SOME, SOME);
      case "org.imprimatur.proof.act.SeedAct$Case" -> new SeedAct.Case("m_2c", 7, "p_7q", SOME);
      default -> exampleOf((ParameterizedType) type);
    };
  }

  private static Object exampleOf(ParameterizedType type) {
    Object last = example(type.getActualTypeArguments()[type.getActualTypeArguments().length - 1]);
    return switch (type.getRawType().getTypeName()) {
      case "java.util.List" -> List.of(last);
      case "java.util.Optional" -> Optional.of(last);
      default -> {
        var map = new TreeMap<String, Object>();
        map.put("fairness", last);
        yield map;
      }
    };
  }
}
