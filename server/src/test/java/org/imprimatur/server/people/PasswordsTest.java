// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a stolen table of passwords is worth. */
class PasswordsTest {
  @Test
  void a_password_costs_what_owasp_asks_for_and_never_hashes_alike_twice() {
    String stored = Passwords.hash("four unrelated words 7", PasswordCost.OWASP);

    assertThat(stored).startsWith("argon2id$19456$2$").doesNotContain("unrelated");
    assertThat(Passwords.hash("four unrelated words 7", PasswordCost.OWASP)).isNotEqualTo(stored);
    assertThat(Passwords.matches("four unrelated words 7", stored)).isTrue();
    assertThat(Passwords.matches("four unrelated words 8", stored)).isFalse();
  }

  @Test
  void a_stored_hash_is_checked_at_the_cost_that_it_names() {
    String stored = Passwords.hash("four unrelated words 7", new PasswordCost(64, 1));

    assertThat(stored).startsWith("argon2id$64$1$");
    assertThat(Passwords.matches("four unrelated words 7", stored)).isTrue();
  }
}
