// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.server.audit.Blobs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing by keyboard alone; reading, filtering and commenting without a script; on paper; and a
 * form that keeps what was typed.
 */
class KeyboardAndPlainPagesTest {
  private static final String OPINION = "It does what its card says.";

  @TempDir static Path folder;
  private static RunningServer server;
  private static Playwright playwright;
  private static Browser browser;

  private long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    playwright = TestingBrowser.playwright();
    browser = TestingBrowser.chromium(playwright);
  }

  @AfterAll
  static void stop() {
    browser.close();
    playwright.close();
    server.close();
  }

  /** What was not signed is asked of nobody in the test after. */
  @AfterEach
  void withdraw() {
    server.post("ada", "/api/v1/submissions/" + number + "/withdrawal", "{}");
  }

  private static TestingReviewer person(String username) {
    return TestingReviewer.of(server, browser, new Browser.NewContextOptions(), username);
  }

  /**
   * What a person does at a keyboard, counted: one interaction is one key or chord, or one field,
   * reached by Tab from where the focus stands and typed from its first to its last letter.
   */
  private static final class Keyboard {
    private final Page page;
    private int count;

    Keyboard(Page page) {
      this.page = page;
    }

    Keyboard key(String chord) {
      count++;
      page.keyboard().press(chord);
      return this;
    }

    Keyboard field(String selector, String words) {
      count++;
      for (int i = 0; page.locator(selector + ":focus").count() == 0; i++) {
        assertThat(i).as("Tab leads to %s", selector).isLessThan(30);
        page.keyboard().press("Tab");
      }
      page.keyboard().type(words);
      return this;
    }

    Keyboard arrives(String address) {
      try {
        page.waitForURL(address);
      } catch (TimeoutError e) {
        throw new AssertionError(page.url() + " says " + page.innerText("main"), e);
      }
      return this;
    }
  }

  /** From your turn to the page on which one signs, with the first decision under the focus. */
  private static Keyboard atTheStatement(TestingReviewer person, long number) {
    person.open("/");
    Keyboard keyboard =
        new Keyboard(person.page())
            .key("Enter")
            .arrives("**/submissions/" + number)
            .key("s")
            .arrives("**/sign?role=peer");
    person.page().waitForSelector("input[name=decision][value=approve]:focus");
    return keyboard;
  }

  @Test
  void six_interactions_by_keyboard_from_your_turn_to_a_signature_by_passkey() {
    number = server.models().lowTierSubmission("by-passkey", "sam");
    try (TestingReviewer grace = person("grace")) {
      grace.enrolPasskey();
      Keyboard keyboard =
          atTheStatement(grace, number)
              .key("Space")
              .field("#opinion", OPINION)
              .key("Control+Enter")
              .arrives("**/sign/passkey");
      grace.page().waitForSelector("button.main:enabled");
      keyboard.key("Control+Enter").arrives("**/sign-offs/*");

      assertThat(grace.reads()).contains("Signed: approve").contains("passkey");
      assertThat(keyboard.count).isLessThanOrEqualTo(6);
    }
    assertThat(opinions(number)).containsExactly(OPINION);
  }

  @Test
  void six_interactions_by_keyboard_from_your_turn_to_a_signature_by_password() {
    number = server.models().lowTierSubmission("by-password", "sam");
    try (TestingReviewer grace = person("grace")) {
      Keyboard keyboard =
          atTheStatement(grace, number)
              .key("Space")
              .field("#opinion", OPINION)
              .field("#password", RunningServer.PASSWORD)
              .key("Enter")
              .arrives("**/sign-offs/*");

      assertThat(grace.reads()).contains("Signed: approve");
      assertThat(keyboard.count).isLessThanOrEqualTo(6);
    }
    assertThat(opinions(number)).containsExactly(OPINION);
  }

  /** The reason of every sign-off that the log has, in words; empty where one gives none. */
  private static List<String> opinions(long number) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(SignoffGiven.class::isInstance)
        .map(SignoffGiven.class::cast)
        .filter(given -> given.submission() == number)
        .map(given -> given.opinion().flatMap(server.bean(Blobs.class)::find))
        .map(said -> said.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(""))
        .toList();
  }

  @Test
  void nothing_is_chosen_before_the_person_chooses_and_a_key_in_a_field_is_only_a_letter() {
    number = server.models().lowTierSubmission("careful", "sam");
    try (TestingReviewer grace = person("grace")) {
      atTheStatement(grace, number).key("Control+Enter");
      assertThat(grace.page().url()).endsWith("/sign?role=peer");
      assertThat(grace.page().locator("input[name=decision]:checked").count()).isZero();

      grace.page().focus("#opinion");
      new Keyboard(grace.page()).key("g").key("s").key("Enter");
      assertThat(grace.page().inputValue("#opinion")).isEqualTo("gs\n");
      assertThat(grace.page().url()).endsWith("/sign?role=peer");
    }
    assertThat(opinions(number)).isEmpty();
  }

  @Test
  void single_keys_open_what_is_to_be_read_and_can_be_switched_off() {
    number = server.models().lowTierSubmission("by-keys", "sam");
    String submission = "/submissions/" + number;
    try (TestingReviewer grace = person("grace")) {
      grace.open(submission);
      Page page = grace.page();
      new Keyboard(page)
          .key("e")
          .arrives("**" + submission + "?class=documentation")
          .key("1")
          .arrives("**" + submission + "?class=artifact");
      new Keyboard(page).key("m").key("c");
      assertThat(page.inputValue("#say-text:focus")).isEqualTo("c");
      grace.open("/findings");
      new Keyboard(page).key("f");
      assertThat(page.locator("form[method=get] :focus").count()).isOne();
      grace.open("/");
      new Keyboard(page).key("g").key("m").arrives("**/models").key("?").arrives("**/keys");

      grace.press("Switch single keys off");
      assertThat(grace.reads()).contains("Single keys are switched off");
      grace.open(submission);
      String before = page.url();
      for (String key : "? g m s j k f 1 2 e n p c y / [ ]".split(" ", -1)) {
        new Keyboard(page).key(key);
      }
      page.waitForTimeout(500);
      assertThat(page.url()).isEqualTo(before);
      assertThat(page.locator("dialog[open]").count()).isZero();
      assertThat(page.locator("main :focus").count()).isZero();

      grace.open("/keys");
      grace.press("Switch single keys on");
      grace.open(submission);
      new Keyboard(page).key("s").arrives("**/sign?role=peer");
    }
  }

  @Test
  void keys_search_peek_go_through_a_list_and_copy_a_link_to_todays_evidence() {
    long before = server.models().lowTierSubmission("listed-first", "sam");
    number = server.models().lowTierSubmission("listed-last", "sam");
    try (TestingReviewer grace = person("grace")) {
      grace.open("/");
      Page page = grace.page();
      new Keyboard(page).key("j").key("Space");
      assertThat(page.locator("details.peek[open]").count()).isOne();
      new Keyboard(page).key("/");
      page.waitForSelector("dialog[open] input:focus");
      page.keyboard().type("listed-first");
      page.waitForSelector("#search-found a[href='/models/listed-first']");
      new Keyboard(page).key("Escape");
      assertThat(page.locator("dialog[open]").count()).isZero();
      new Keyboard(page).key("Control+k");
      page.waitForSelector("dialog[open] input:focus");
      new Keyboard(page).key("ArrowDown").key("Enter").arrives("**/models/listed-first");

      grace.open("/submissions");
      grace.follow("Submission " + number);
      new Keyboard(page)
          .arrives("**/submissions/" + number)
          .key("]")
          .arrives("**/submissions/" + before);
      new Keyboard(page).key("[").arrives("**/submissions/" + number);
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      new Keyboard(page).key("y");
      page.waitForSelector("#pin-said:has-text('Copied')");
      assertThat(String.valueOf(page.evaluate("navigator.clipboard.readText()")))
          .contains("/submissions/" + number + "?class=", "&at=artifact.");
    }
    server.post("ada", "/api/v1/submissions/" + before + "/withdrawal", "{}");
  }

  private static Browser.NewContextOptions withoutScripts() {
    return new Browser.NewContextOptions().setJavaScriptEnabled(false);
  }

  @Test
  void without_a_script_people_read_comment_raise_and_filter() {
    number = server.models().lowTierSubmission("plain", "sam");
    try (TestingReviewer bruno = TestingReviewer.of(server, browser, withoutScripts(), "bruno")) {
      bruno.open("/submissions/" + number);
      bruno.follow("Documentation");
      assertThat(bruno.page().textContent("#evidence h2")).contains("Documentation");
      assertThat(bruno.reads()).contains("Requirements").contains("Not ready");
      bruno.press("Note that I opened this class");
      assertThat(bruno.reads()).contains("opened by you");

      bruno.unfold("Say something of documentation");
      bruno.page().fill("#say-text", "The card is short.");
      bruno.press("Say it");
      assertThat(bruno.page().textContent("#discussion")).contains("The card is short.");

      bruno.unfold("Say something of documentation");
      bruno.page().check("input[name=kind][value=finding]");
      bruno.page().fill("#say-text", "It names no limits.");
      bruno.page().selectOption("#say-severity", "high");
      bruno.press("Say it");
      assertThat(bruno.page().textContent("#discussion")).contains("Finding 1");

      bruno.open("/findings");
      bruno.page().selectOption("select[name=severity]", "high");
      bruno.press("Filter");
      assertThat(bruno.reads()).contains("Finding 1").contains("1 to 1 of 1");
      bruno.page().selectOption("select[name=severity]", "low");
      bruno.press("Filter");
      assertThat(bruno.reads()).contains("No finding matches").doesNotContain("Finding 1");
      bruno.follow("Clear filters");
      bruno.follow("Finding 1");
      assertThat(bruno.reads()).contains("It names no limits.");
    }
  }

  @Test
  void without_a_script_a_password_signs_and_a_passkey_says_why_it_cannot() {
    number = server.models().lowTierSubmission("plain-signing", "sam");
    try (TestingReviewer grace = TestingReviewer.of(server, browser, withoutScripts(), "grace")) {
      grace.open("/account");
      assertThat(grace.reads()).contains("only a script can ask the browser for a passkey");
      grace.open("/submissions/" + number);
      grace.follow("Decide");
      grace.page().check("input[name=decision][value=approve]");
      grace.page().fill("#opinion", OPINION);
      grace.page().fill("#password", RunningServer.PASSWORD);
      grace.press("Sign");
      assertThat(grace.reads()).contains("Signed: approve");
    }
    assertThat(opinions(number)).containsExactly(OPINION);
  }

  @Test
  void what_a_form_gave_back_stays_while_others_work() {
    try (TestingReviewer dmitri = person("dmitri")) {
      dmitri.open("/policy-proposals/new");
      dmitri.page().fill("#text", "imprimatur: policy/v1\nname: [half");
      dmitri.press("Check");
      dmitri.page().waitForSelector("text=Nothing is lost");
      number = server.models().lowTierSubmission("meanwhile", "sam");
      dmitri.page().waitForTimeout(2000);

      assertThat(dmitri.page().inputValue("#text")).isEqualTo("imprimatur: policy/v1\nname: [half");
      assertThat(dmitri.page().title()).startsWith("Error: ");
      assertThat(dmitri.reads()).doesNotContain("Something changed");
    }
  }

  @Test
  void on_paper_a_submission_has_its_verdict_and_whole_digests_and_no_bars() {
    number = server.models().lowTierSubmission("printed", "sam");
    try (TestingReviewer grace = person("grace")) {
      grace.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      grace.open("/submissions/" + number);
      assertThat(grace.page().isVisible("header.top")).isFalse();
      assertThat(grace.page().isVisible(".bar .go")).isFalse();
      assertThat(grace.page().isVisible(".rail")).isFalse();
      assertThat(grace.page().isVisible(".verdict")).isTrue();
      grace.open("/submissions/" + number + "/manifest");
      assertThat(grace.page().isVisible("header.top")).isFalse();
      assertThat(grace.page().innerText("main")).containsPattern("sha256:[0-9a-f]{64}");
    }
  }
}
