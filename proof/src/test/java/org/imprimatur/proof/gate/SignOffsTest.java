// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.junit.jupiter.api.Test;

/** Who counts at the gate, and what takes a signature back. */
class SignOffsTest {
  private static final Digest MANIFEST = Digest.of("manifest".getBytes(UTF_8));
  private static final Policy POLICY = policy("any");
  private static final Policy WITH_PASSKEYS = policy("passkey");

  /** Mostly approvals, so that a fair share of the drawn cases passes. */
  private static final List<Decision> DRAWN =
      List.of(
          Decision.APPROVE,
          Decision.APPROVE,
          Decision.APPROVE_WITH_CONDITIONS,
          Decision.APPROVE,
          Decision.ABSTAIN,
          Decision.REJECT);

  private static final Terms UNDER_ONE =
      new Terms(
          List.of(
              new Condition("Measure again", "ada", LocalDate.of(1970, 1, 31), Optional.empty())),
          Optional.empty(),
          List.of());

  private final Map<String, Set<String>> roles =
      new HashMap<>(
          Map.of(
              "bruno", Set.of("validator"),
              "lena", Set.of("owner"),
              "ada", Set.of("validator", "owner")));
  private final Map<String, String> contributors = new HashMap<>(Map.of("ada", "registered it"));
  private final Map<String, Set<String>> creators = new HashMap<>();
  private final List<SignOff> signOffs = new ArrayList<>();
  private long unnamed;
  private String risk = "high";
  private String method = "password";
  private boolean passkeys;

  @Test
  void a_review_and_an_approval_by_two_independent_people_pass() {
    signBoth();

    assertThat(verdict().passes()).isTrue();
  }

  @Test
  void where_the_policy_asks_for_a_passkey_no_password_counts_but_its_rejection_blocks() {
    passkeys = true;
    signBoth();
    assertThat(verdict().passes()).isFalse();
    assertThat(state("review")).isEqualTo(State.WAITING);

    signOffs.clear();
    method = "passkey";
    signBoth();
    assertThat(verdict().passes()).isTrue();

    signOffs.clear();
    signBoth();
    method = "password";
    sign("bruno", "validator", "review", Decision.REJECT);
    assertThat(verdict().passes()).isFalse();
  }

  @Test
  void silence_never_approves() {
    assertThat(verdict().passes()).isFalse();
    assertThat(state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void an_author_cannot_sign_off_their_own_model() {
    sign("ada", "validator", "review", Decision.APPROVE);

    assertThat(state("review")).isEqualTo(State.WAITING);
    assertThat(verdict().trace().text()).contains("ada contributed to the version: registered it");
  }

  @Test
  void one_person_fills_one_seat() {
    roles.put("lena", Set.of("validator", "owner"));
    sign("lena", "validator", "review", Decision.APPROVE);
    sign("lena", "owner", "approval", Decision.APPROVE);

    assertThat(state("review")).isEqualTo(State.SATISFIED);
    assertThat(state("decision")).isEqualTo(State.WAITING);
    assertThat(verdict().trace().text()).contains("One person fills one seat");
  }

  @Test
  void whom_an_author_created_counts_as_the_author() {
    signBoth();
    creators.put("bruno", Set.of("ada"));

    assertThat(verdict().passes()).isFalse();
    assertThat(verdict().trace().text()).contains("counts as ada");
  }

  @Test
  void two_accounts_made_by_one_person_are_one_person() {
    signBoth();
    creators.put("bruno", Set.of("tove"));
    creators.put("lena", Set.of("tove"));

    assertThat(verdict().passes()).isFalse();
  }

  @Test
  void a_role_lost_between_signing_and_promoting_no_longer_counts() {
    signBoth();
    roles.put("lena", Set.of());

    assertThat(verdict().passes()).isFalse();
  }

  @Test
  void a_sign_off_lapses_when_what_it_covers_changes_and_only_then() {
    signBoth();
    risk = "medium";

    assertThat(state("review"))
        .as("the review covers documentation only")
        .isEqualTo(State.SATISFIED);
    assertThat(state("decision")).isEqualTo(State.WAITING);
    assertThat(verdict().trace().text()).contains("lena's sign-off lapsed: risk changed");
  }

  @Test
  void a_rejection_blocks_even_beside_an_approval() {
    roles.put("grace", Set.of("validator"));
    signBoth();
    sign("grace", "validator", "review", Decision.REJECT);

    assertThat(state("review")).isEqualTo(State.UNSATISFIED);
    assertThat(verdict().passes()).isFalse();
  }

  @Test
  void who_abstains_fills_no_seat() {
    sign("bruno", "validator", "review", Decision.ABSTAIN);

    assertThat(state("review")).isEqualTo(State.WAITING);
  }

  @Test
  void a_review_is_no_approval() {
    sign("bruno", "validator", "review", Decision.APPROVE);
    sign("lena", "owner", "review", Decision.APPROVE);

    assertThat(state("decision")).isEqualTo(State.WAITING);
  }

  @Test
  void the_approval_cannot_come_before_the_review() {
    sign("lena", "owner", "approval", Decision.APPROVE);

    assertThat(verdict().trace().text()).contains("It cannot start before review");
  }

  @Test
  void an_author_who_cannot_be_named_leaves_nobody_independent() {
    signBoth();
    unnamed = 1;

    assertThat(state("review")).isEqualTo(State.UNSATISFIED);
  }

  @Test
  void removing_any_fact_never_turns_a_refusal_into_a_pass() {
    long seed = 20261125;
    System.out.println("SignOffsTest seed " + seed);
    var random = new Random(seed);
    int passed = 0;
    for (int i = 0; i < 3_000; i++) {
      draw(random);
      if (verdict().passes()) {
        passed++;
        continue;
      }
      List<SignOff> kept = List.copyOf(signOffs);
      for (SignOff removed : kept) {
        if (removed.decision() == Decision.REJECT) {
          continue;
        }
        signOffs.remove(removed);
        assertThat(verdict().passes()).as("without %s", removed).isFalse();
        signOffs.add(removed);
      }
      for (String person : List.copyOf(roles.keySet())) {
        Set<String> held = roles.put(person, Set.of());
        assertThat(verdict().passes()).as("without the roles of %s", person).isFalse();
        roles.put(person, held);
      }
    }
    assertThat(passed).as("the cases must not all be refusals").isGreaterThan(50);
  }

  private void draw(Random random) {
    signOffs.clear();
    creators.clear();
    for (String person : List.of("bruno", "lena", "ada")) {
      roles.put(person, random.nextInt(3) == 0 ? Set.of("validator", "owner") : roles.get(person));
      for (String role : List.of("validator", "owner")) {
        if (random.nextInt(3) > 0) {
          Decision decision = DRAWN.get(random.nextInt(DRAWN.size()));
          sign(person, role, role.equals("owner") ? "approval" : "review", decision);
        }
      }
    }
    if (random.nextInt(6) == 0) {
      creators.put("bruno", Set.of("ada"));
    }
    answer();
  }

  /** As the server has it: who approves answers for all that others said. */
  private void answer() {
    var answers = Answers.of(input());
    signOffs.replaceAll(
        one ->
            one.meaning().equals("review")
                ? one
                : backed(one, one.backing().terms(), answers.of(one.person())));
  }

  private static SignOff backed(SignOff one, Terms terms, SortedMap<String, Digest> answers) {
    return new SignOff(
        one.id(),
        one.person(),
        one.role(),
        one.meaning(),
        one.decision(),
        one.method(),
        one.covers(),
        new SignOff.Backing(one.backing().statement(), terms, answers));
  }

  private void signBoth() {
    sign("bruno", "validator", "review", Decision.APPROVE);
    sign("lena", "owner", "approval", Decision.APPROVE);
  }

  private void sign(String person, String role, String meaning, Decision decision) {
    var signOff =
        new SignOff(
            "s_" + person + role,
            person,
            role,
            meaning,
            decision,
            method,
            dossier("high").digests());
    signOffs.add(
        decision == Decision.APPROVE_WITH_CONDITIONS
            ? backed(signOff, UNDER_ONE, new TreeMap<>())
            : signOff);
  }

  private State state(String requirement) {
    return verdict().results().stream()
        .filter(result -> result.requirement().equals(requirement))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private Verdict verdict() {
    return Gate.evaluate(input());
  }

  private GateInput input() {
    var subject =
        new GateInput.Subject(
            MANIFEST,
            "production",
            "high",
            GateInput.Standing.at("development"),
            new GateInput.Bytes(MANIFEST, "0.5"),
            Optional.empty());
    var people = new People(roles, contributors, unnamed, creators);
    return new GateInput(
        passkeys ? WITH_PASSKEYS : POLICY, subject, dossier(risk), signOffs, people, Instant.EPOCH);
  }

  private static Dossier dossier(String risk) {
    SortedMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    classes.put("documentation", item(Json.obj().put("outcome", "computed").build()));
    classes.put("risk", item(Json.obj().put("tier", risk).build()));
    return new Dossier(classes);
  }

  private static SortedMap<String, Dossier.Item> item(Json.Obj content) {
    SortedMap<String, Dossier.Item> items = new TreeMap<>();
    items.put(
        "item",
        new Dossier.Item(
            Digest.of(content), Policy.Level.COMPUTED_HERE, List.of(MANIFEST), content));
    return items;
  }

  private static Policy policy(String method) {
    return TestingPolicy.asking(
        """
        - {id: review, kind: signoff, role: validator, meaning: review, method: %s, tiers: [high], covers: [documentation]}
        - {id: decision, kind: signoff, role: owner, meaning: approval, tiers: [high], covers: all, after: [review]}
        """
            .formatted(method));
  }
}
