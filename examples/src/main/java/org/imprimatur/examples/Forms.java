// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.util.Map;

/** What people do on the pages: they set a password, sign in, and sign. */
final class Forms {
  private Forms() {}

  /** Sets the password by the one-time link and signs in with it. */
  static boolean enrol(Cast.Player player) {
    String path = player.link().substring(player.link().indexOf("/enrol/"));
    Browser.Page page = player.browser().open(player.link());
    Map<String, String> passwords =
        Map.of("password", player.password(), "repeat", player.password());
    Browser.Page after = player.browser().submit(page, path, passwords);
    return after.status() == 200 && signIn(player);
  }

  private static boolean signIn(Cast.Player player) {
    Browser.Page login = player.browser().open("/login");
    Map<String, String> named =
        Map.of("username", player.username(), "password", player.password());
    Browser.Page home = player.browser().submit(login, "/login", named);
    return home.status() == 200 && player.browser().open("/models").status() == 200;
  }

  /** What came of a signature: how the form and its answer came back. */
  record Signed(int form, int answer) {
    boolean taken() {
      return form == 200 && answer == 200;
    }

    boolean refused() {
      return form >= 400 && answer >= 400;
    }
  }

  /** Approves in a role, as the person does who reads the statement and asks for its form. */
  static Signed approve(Cast.Player player, int submission, String role, String opinion) {
    String path = "/submissions/" + submission + "/sign";
    Browser.Page form = player.browser().open(path + "?role=" + role);
    Map<String, String> filled =
        Map.of(
            "role", role, "decision", "approve", "opinion", opinion, "password", player.password());
    return new Signed(form.status(), player.browser().submit(form, path, filled).status());
  }

  /** Asks for the form, and then sends one made by hand. */
  static Signed forge(Cast.Player player, int submission, String role) {
    String path = "/submissions/" + submission + "/sign";
    Browser.Page form = player.browser().open(path + "?role=" + role);
    Browser.Page other = player.browser().open("/submissions/" + submission);
    Map<String, String> filled =
        Map.of(
            "role",
            role,
            "statement",
            "sha256:" + "0".repeat(64),
            "nonce",
            "0",
            "decision",
            "approve",
            "opinion",
            "mine",
            "password",
            player.password());
    return new Signed(form.status(), player.browser().submit(other, path, filled).status());
  }
}
