// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people do on the pages: they set a password, sign in, and sign. */
final class Forms {
  private static final String SEEDS = "/seeds";
  private static final Pattern LENDING = Pattern.compile("action=\"(/seeds/[^\"]+/name)\"");

  private static final Pattern NOTHING = Pattern.compile(">\\s*Nothing\\s*<");
  private static final Pattern REVEAL = Pattern.compile("action=\"(/seeds/[^\"]+/reveal)\"");

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

  static boolean signIn(Cast.Player player) {
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
    return sign(player, submission, role, Map.of("decision", "approve", "opinion", opinion));
  }

  /** Approves for as long as what is measured of the promises makes an expression true. */
  static Signed approveWhile(
      Cast.Player player, int submission, String role, String opinion, Condition condition) {
    return sign(
        player,
        submission,
        role,
        Map.of(
            "decision",
            "approve-with-conditions",
            "opinion",
            opinion,
            "condition-1",
            condition.words(),
            "owner-1",
            player.username(),
            "due-1",
            condition.due().toString(),
            "class-1",
            "signals",
            "when-1",
            condition.when()));
  }

  /** A condition over what is measured of promises after the promotion. */
  record Condition(String words, String when, LocalDate due) {}

  private static Signed sign(
      Cast.Player player, int submission, String role, Map<String, String> said) {
    String path = "/submissions/" + submission + "/sign";
    Browser.Page form = player.browser().open(path + "?role=" + role);
    Map<String, String> filled = new HashMap<>(said);
    filled.put("role", role);
    filled.put("password", player.password());
    return new Signed(form.status(), player.browser().submit(form, path, filled).status());
  }

  /** Publishes what somebody else proposed. */
  static boolean publish(Cast.Player player, String proposal) {
    String path = "/policy-proposals/" + proposal;
    Browser.Page page = player.browser().open(path);
    return player.browser().submit(page, path, Map.of("answer", "publish")).status() == 200;
  }

  /** Rejects in a role, with one thing to fix. */
  static Signed reject(Cast.Player player, int submission, String role, String fix) {
    return sign(
        player,
        submission,
        role,
        Map.of("decision", "reject", "opinion", fix, "category", "documentation", "fixes", fix));
  }

  /** Takes a submission back. */
  static boolean withdraw(Cast.Player player, int submission) {
    String path = "/submissions/" + submission;
    Browser.Page page = player.browser().open(path);
    return player.browser().submit(page, path + "/withdrawal", Map.of()).status() == 200;
  }

  /** One prepares a planted case, the other lends their name, and the first commits to it. */
  static boolean plant(Cast.Player steward, Cast.Player lender, String model, int version) {
    Map<String, String> bad =
        Map.of(
            "model",
            model,
            "version",
            String.valueOf(version),
            "words",
            "Its card names no data that it was trained on.");
    if (!signIn(steward) || !signIn(lender)) {
      return false;
    }
    Browser.Page own = steward.browser().open(SEEDS);
    boolean prepared = steward.browser().submit(own, SEEDS, bad).status() == 200;
    Browser.Page asked = lender.browser().open(SEEDS);
    Matcher form = LENDING.matcher(asked.text());
    boolean lent =
        form.find()
            && lender.browser().submit(asked, form.group(1), Map.of("lend", "yes")).status() == 200;
    Browser.Page ready = steward.browser().open(SEEDS);
    return prepared
        && lent
        && steward.browser().submit(ready, SEEDS + "/commitment", Map.of("empty", "1")).status()
            == 200;
  }

  /** Reveals the commitments to nothing that are still open, of which there has to be one. */
  static boolean revealNothing(Cast.Player steward) {
    if (!signIn(steward)) {
      return false;
    }
    Browser.Page own = steward.browser().open(SEEDS);
    int revealed = 0;
    for (String item : own.text().split("<li>", -1)) {
      Matcher form = REVEAL.matcher(item);
      if (NOTHING.matcher(item).find() && form.find()) {
        int status = steward.browser().submit(own, form.group(1), Map.of()).status();
        revealed += status == 200 ? 1 : 0;
      }
    }
    return revealed > 0;
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
