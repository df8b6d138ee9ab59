// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.proof.attestation.StatusList.Entry;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A status list counts for a short time, and only with the signature of the attestations' key. */
class StatusListTest {
  private static final AttestationKey KEY = AttestationKey.generate();
  private static final Digest BUNDLE = Digest.of(new byte[] {1});
  private static final Instant NOW = Instant.parse("2026-12-04T09:10:00Z");
  private static final byte[] SIGNED =
      StatusList.at(
              "imprimatur.example/log", NOW, List.of(new Entry(2, BUNDLE, StatusList.SUSPENDED)))
          .sign(KEY);

  @Test
  void what_was_signed_is_read_and_an_attestation_that_is_not_listed_is_not_found() {
    StatusList list = StatusList.read(SIGNED, KEY.publicPem(), NOW);

    assertThat(list.find(BUNDLE)).contains(new Entry(2, BUNDLE, "suspended"));
    assertThat(list.find(Digest.of(new byte[] {2}))).isEmpty();
  }

  @Test
  void many_thousand_attestations_are_signed_read_and_each_found() {
    List<Entry> entries =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    new Entry(
                        i + 1,
                        attestation(i),
                        i % 1_000 == 0 ? StatusList.SUSPENDED : StatusList.VALID))
            .toList();
    byte[] signed = StatusList.at("imprimatur.example/log", NOW, entries).sign(KEY);

    StatusList list = StatusList.read(signed, KEY.publicPem(), NOW);
    assertThat(list.entries()).isEqualTo(entries);
    assertThat(list.find(attestation(5_000))).map(Entry::status).contains(StatusList.SUSPENDED);
    assertThat(list.find(attestation(19_999))).map(Entry::status).contains(StatusList.VALID);
    assertThat(list.find(attestation(20_000))).isEmpty();
  }

  private static Digest attestation(int number) {
    return Digest.of(("attestation " + number).getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-04T09:24:59Z, ''",
    "2026-12-04T09:25:00Z, status.expired",
    "2027-12-04T09:10:00Z, status.expired",
    "2026-12-04T09:05:00Z, ''",
    "2026-12-04T09:04:59Z, status.early",
  })
  void it_counts_from_its_beginning_for_a_quarter_of_an_hour(Instant now, String code) {
    assertThat(refusal(SIGNED, KEY, now)).isEqualTo(code);
  }

  @Test
  void another_key_an_altered_list_and_another_kind_of_envelope_are_refused() {
    assertThat(refusal(SIGNED, AttestationKey.generate(), NOW)).isEqualTo("dsse.signature");
    byte[] altered =
        new String(SIGNED, UTF_8)
            .replaceFirst("\"payload\":\"e", "\"payload\":\"f")
            .getBytes(UTF_8);
    assertThat(refusal(altered, KEY, NOW)).isEqualTo("dsse.signature");
    byte[] other = Dsse.sign(Dsse.IN_TOTO, SIGNED, KEY).toJson().canonical();
    assertThat(refusal(other, KEY, NOW)).isEqualTo("dsse.payload-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"imprimatur\":\"attestation-status/v2\"}", "nothing"})
  void what_is_no_list_is_refused_whoever_signed_it(String payload) {
    byte[] signed =
        Dsse.sign(StatusList.PAYLOAD_TYPE, payload.getBytes(UTF_8), KEY).toJson().canonical();

    assertThat(refusal(signed, KEY, NOW)).isEqualTo("status.shape");
    assertThatThrownBy(() -> StatusList.read(payload.getBytes(UTF_8), KEY.publicPem(), NOW))
        .isInstanceOf(AttestationException.class);
  }

  /** Times are minutes after the list was issued; statuses are of one attestation. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "as a server signs it, 15, suspended, ''",
    "for as long as one may, 60, valid, ''",
    "for a minute more, 61, valid, status.life",
    "for years, 5256000, valid, status.life",
    "that another status follows, 15, valid suspended, status.shape",
    "that says the same twice, 15, valid valid, status.shape",
    "with the word of who knows nothing, 15, unknown, status.shape",
    "with a status that is no word, 15, VALID, status.shape",
  })
  void a_list_is_held_to_its_form_whoever_signed_it(
      String what, long life, String statuses, String code) {
    List<Entry> entries =
        Stream.of(statuses.split(" ")).map(status -> new Entry(1, BUNDLE, status)).toList();
    var list =
        new StatusList("imprimatur.example/log", NOW, NOW.plus(Duration.ofMinutes(life)), entries);

    assertThat(refusal(list.sign(KEY), KEY, NOW)).as(what).isEqualTo(code);
  }

  @Test
  void a_list_that_ends_before_it_begins_does_not_count() {
    Instant ahead = NOW.plus(Duration.ofMinutes(2));
    var list = new StatusList("imprimatur.example/log", ahead, NOW.plusSeconds(1), List.of());

    assertThat(refusal(list.sign(KEY), KEY, NOW)).isEqualTo("status.life");
  }

  @Test
  void the_envelope_is_canonical() {
    assertThat(Json.parse(SIGNED).canonical()).isEqualTo(SIGNED);
  }

  private static String refusal(byte[] envelope, AttestationKey key, Instant now) {
    try {
      StatusList.read(envelope, key.publicPem(), now);
      return "";
    } catch (AttestationException e) {
      return e.code();
    }
  }
}
