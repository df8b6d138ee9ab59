// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.policy.Policy;
import org.junit.jupiter.api.Test;

/** Vetoes, and sign-offs joined by or: who can stop a version, and which people suffice. */
class AlternativesTest {
  private static final String VETO = "- {id: legal, kind: veto, role: compliance, tiers: [high]}";
  private static final String EITHER =
      """
      - id: second-line
        kind: any
        tiers: [high]
        of:
          - {role: validator, meaning: review, count: 2}
          - [{role: validator, meaning: review}, {role: compliance, meaning: review}]
      """;

  @Test
  void a_veto_is_satisfied_while_nobody_rejects_and_nobody_need_sign() {
    TestingGate gate = TestingGate.asking(VETO);
    gate.sign("lena", "owner", Decision.APPROVE);

    assertThat(gate.state("legal")).isEqualTo(State.SATISFIED);
    assertThat(gate.verdict().passes()).isTrue();
  }

  @Test
  void a_veto_alone_never_lets_anything_through() {
    TestingGate gate = TestingGate.asking(VETO);

    assertThat(gate.verdict().passes()).isFalse();
  }

  @Test
  void a_rejection_in_a_veto_role_blocks_until_its_signer_ends_it() {
    TestingGate gate = TestingGate.asking(VETO);
    gate.sign("chiara", "compliance", Decision.REJECT);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.state("legal")).isEqualTo(State.UNSATISFIED);

    gate.roles.put("chiara", Set.of());
    assertThat(gate.state("legal"))
        .as("taking the role away does not lift the rejection")
        .isEqualTo(State.UNSATISFIED);

    gate.sign("chiara", "compliance", Decision.APPROVE);
    gate.sign("lena", "owner", Decision.APPROVE);
    assertThat(gate.verdict().passes()).isTrue();
  }

  @Test
  void either_alternative_is_enough() {
    TestingGate two = TestingGate.asking(EITHER);
    two.sign("bruno", "validator", Decision.APPROVE);
    assertThat(two.state("second-line")).isEqualTo(State.WAITING);
    two.sign("hanna", "validator", Decision.APPROVE);
    assertThat(two.state("second-line")).isEqualTo(State.SATISFIED);

    TestingGate mixed = TestingGate.asking(EITHER);
    mixed.sign("bruno", "validator", Decision.APPROVE);
    mixed.sign("chiara", "compliance", Decision.APPROVE);
    assertThat(mixed.state("second-line")).isEqualTo(State.SATISFIED);
  }

  @Test
  void one_person_does_not_fill_both_seats_of_an_alternative() {
    TestingGate gate = TestingGate.asking(EITHER);
    gate.roles.put("bruno", Set.of("validator", "compliance"));
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("bruno", "compliance", Decision.APPROVE);

    assertThat(gate.state("second-line")).isEqualTo(State.WAITING);
  }

  @Test
  void a_rejection_in_an_alternative_that_is_not_taken_blocks() {
    TestingGate gate = TestingGate.asking(EITHER);
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("hanna", "validator", Decision.APPROVE);
    gate.sign("chiara", "compliance", Decision.REJECT);

    assertThat(gate.state("second-line")).isEqualTo(State.UNSATISFIED);
  }

  @Test
  void the_alternative_is_chosen_that_leaves_people_for_the_rest() {
    // Taking two validators first would leave nobody for the audit below.
    TestingGate gate =
        TestingGate.asking(
            EITHER + "- {id: audit, kind: signoff, role: auditor, meaning: review, tiers: [high]}");
    gate.roles.put("hanna", Set.of("validator", "auditor"));
    gate.sign("bruno", "validator", Decision.APPROVE);
    gate.sign("hanna", "validator", Decision.APPROVE);
    gate.sign("hanna", "auditor", Decision.APPROVE);
    gate.sign("chiara", "compliance", Decision.APPROVE);

    assertThat(gate.state("second-line")).isEqualTo(State.SATISFIED);
    assertThat(gate.state("audit")).isEqualTo(State.SATISFIED);
  }

  @Test
  void who_lacks_is_said_for_the_alternative_that_lacks_least() {
    TestingGate gate = TestingGate.asking(EITHER);
    gate.roles.put("hanna", Set.of());
    Policy.Gate production = Objects.requireNonNull(gate.policy().gates().get("production"));
    assertThat(Staffing.gaps(production, "high", gate.people())).isEmpty();

    gate.roles.put("chiara", Set.of());
    assertThat(Staffing.gaps(production, "high", gate.people()))
        .singleElement()
        .asString()
        .contains("second-line");
  }

  @Test
  void a_further_approval_never_turns_a_pass_into_a_refusal() {
    long seed = 20261125;
    System.out.println("AlternativesTest seed " + seed);
    var random = new Random(seed);
    List<String> people = List.of("ada", "bruno", "chiara", "hanna", "dmitri");
    List<String> drawn = List.of("validator", "compliance", "auditor");
    int passed = 0;
    for (int i = 0; i < 2_000; i++) {
      TestingGate gate =
          TestingGate.asking(
              EITHER
                  + "- {id: audit, kind: signoff, role: auditor, meaning: review, tiers: [high]}\n"
                  + "- {id: other, kind: any, tiers: [high], of: [{role: auditor, meaning: review},"
                  + " {role: compliance, meaning: review}]}\n"
                  + VETO);
      for (String person : people) {
        gate.roles.put(person, Set.copyOf(drawn.subList(random.nextInt(2), 2 + random.nextInt(2))));
      }
      for (int signed = 0; signed < 9; signed++) {
        gate.sign(
            people.get(random.nextInt(people.size())),
            drawn.get(random.nextInt(drawn.size())),
            Decision.APPROVE);
      }
      gate.sign("lena", "owner", Decision.APPROVE);
      if (!gate.verdict().passes()) {
        continue;
      }
      passed++;
      for (String person : people) {
        for (String role : drawn) {
          if (gate.signOffs.stream()
              .noneMatch(one -> one.person().equals(person) && one.role().equals(role))) {
            gate.sign(person, role, Decision.APPROVE);
            assertThat(gate.verdict().passes()).as("%s as %s", person, role).isTrue();
          }
        }
      }
    }
    assertThat(passed).as("some cases must pass").isGreaterThan(50);
  }
}
