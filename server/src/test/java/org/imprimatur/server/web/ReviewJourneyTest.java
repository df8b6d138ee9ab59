// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.Held;
import org.imprimatur.proof.attestation.Verification;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Version 3 of the worked example in the high tier: Ada proposes it, and Bruno, Chiara and Lena,
 * each in a browser of their own, carry it through a challenge, a fix, a carry-over, an approval
 * with a condition and a signature by passkey to production.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewJourneyTest {
  private static final String MODEL = "mortgage-fast-track";
  private static final String SUBMISSION = "/submissions/1";
  private static final Path FILES = RunningServer.EXAMPLES.resolve("models").resolve(MODEL);
  private static final Path ARTIFACT = FILES.resolve("v3/model.onnx");

  private static final double MOST_BYTES = 250_000;
  private static final double MOST_SHIFT = 0.05;

  @TempDir static Path folder;
  private static RunningServer server;
  private static Playwright playwright;
  private static Browser browser;
  private static TestingReviewer ada;
  private static TestingReviewer bruno;
  private static TestingReviewer chiara;
  private static TestingReviewer lena;

  @BeforeAll
  static void start() throws IOException {
    server =
        RunningServer.start(
            folder.resolve("data"),
            Optional.empty(),
            new TestingSetup()
                .policy(
                    "role: business-owner,",
                    "role: business-owner, method: passkey, challenges: 1,")
                .in(folder));
    playwright = TestingBrowser.playwright();
    browser = TestingBrowser.chromium(playwright);
    new TestingMortgage(server).prepare();
    ada = person("ada");
    bruno = person("bruno");
    chiara = person("chiara");
    lena = person("lena");
  }

  @AfterAll
  static void stop() {
    browser.close();
    playwright.close();
    server.close();
  }

  private static TestingReviewer person(String username) {
    return TestingReviewer.of(server, browser, new Browser.NewContextOptions(), username);
  }

  private static Json.Obj submission() {
    return server.get("ada", "/api/v1" + SUBMISSION).json();
  }

  private static Json.Obj signOff(int number) {
    return (Json.Obj) submission().array("signoffs").values().get(number);
  }

  @Test
  @Order(1)
  void ada_submits_version_3_and_its_checks_are_computed() {
    ada.open("/models/" + MODEL + "/v3");
    ada.press("Submit to production");
    ada.page().waitForURL("**" + SUBMISSION);
    server.models().await(1);
    ada.open(SUBMISSION);
    assertThat(ada.page().title()).startsWith("Not ready");
    ada.open("/");
    assertThat(ada.reads()).doesNotContain("Answer challenge");
  }

  @Test
  @Order(2)
  void bruno_and_chiara_review_it_and_lena_cannot_approve_yet() {
    bruno.open("/");
    bruno.follow("Sign as validator on " + MODEL);
    bruno.follow("Decide");
    approve(bruno, "The price of the remedy is stated.");
    chiara.open("/");
    chiara.follow("Sign as compliance on " + MODEL);
    chiara.follow("Decide");
    approve(chiara, "The ratio holds by its interval.");

    lena.enrolPasskey();
    lena.open(SUBMISSION + "/sign?role=business-owner");
    assertThat(lena.page().isDisabled("input[name=decision][value=approve]")).isTrue();
    assertThat(lena.reads()).contains("challenge").contains("asks for a signature by passkey");
  }

  private static void approve(TestingReviewer person, String opinion) {
    person.page().check("input[name=decision][value=approve]");
    person.page().fill("#opinion", opinion);
    person.page().fill("#password", RunningServer.PASSWORD);
    person.press("Sign");
    person.page().waitForURL("**/sign-offs/*");
  }

  @Test
  @Order(3)
  void bruno_challenges_the_card_and_ada_sees_it_arrive_in_her_turn() {
    bruno.open(SUBMISSION + "?class=documentation");
    bruno.unfold("Say something of documentation");
    bruno.page().check("input[name=kind][value=challenge]");
    bruno.page().fill("#say-text", "For which incomes was this evaluated?");
    bruno.page().selectOption("#say-place", new SelectOption().setLabel("card"));
    bruno.page().fill("#say-path", "line:30");
    bruno.press("Say it");
    bruno.page().waitForSelector("#challenge-1 >> text=open question");

    // Ada does nothing: her page had been open before.
    ada.page().waitForSelector("text=Answer challenge 1 on " + MODEL);
    assertThat(TestingMeasures.shift(ada.page())).isLessThanOrEqualTo(MOST_SHIFT);
  }

  @Test
  @Order(4)
  void ada_answers_and_files_another_card() {
    ada.follow("Answer challenge 1");
    ada.page().fill("#answer-1", "For all of them; the card will say so.");
    ada.press("Answer challenge 1");
    ada.page().waitForSelector("#challenge-1 >> text=answered");
    ada.follow("Read the card");
    assertThat(ada.page().locator("ol.lines li").nth(8).textContent())
        .isEqualTo("# mortgage-fast-track, version 3");
    ada.unfold("Write the card again");
    String card = ada.page().inputValue("#text");
    ada.page()
        .fill(
            "#text",
            card.replace("## Training", "Incomes from 0 to 81,000 a month.\n\n## Training"));
    ada.press("File the card");
    ada.page().waitForSelector("ol.lines >> text=Incomes from 0 to 81,000 a month.");
  }

  @Test
  @Order(5)
  void the_review_of_what_changed_lapses_and_the_other_is_carried_over() {
    Json.Obj validation = signOff(0);
    Json.Obj compliance = signOff(1);
    assertThat(validation.array("lapsed").text()).isEqualTo("[\"documentation\"]");
    assertThat(compliance.array("lapsed").text()).isEqualTo("[]");

    bruno.open(SUBMISSION + "?class=documentation");
    bruno.page().waitForSelector("#sign-offs >> text=Carried over");
    String page = bruno.page().textContent("#sign-offs").replaceAll("\\s+", " ");
    assertThat(page)
        .containsPattern("Lapsed: documentation was \\S+ and is \\S+\\.")
        .containsPattern("Chiara Rossi.*Carried over: fairness and risk did not change");
    assertThat(bruno.page().textContent("#requirements")).contains("sign-off lapsed");
  }

  @Test
  @Order(6)
  void bruno_resolves_his_challenge_and_approves_under_a_condition() {
    bruno.open("/");
    bruno.follow("Resolve challenge 1");
    bruno.unfold("Resolve challenge 1");
    bruno.page().check("input[name=outcome][value=accepted]");
    bruno.press("Resolve challenge 1");
    bruno.page().waitForSelector("#challenge-1 >> text=resolved: accepted");

    bruno.open("/");
    bruno.follow("Sign as validator on " + MODEL);
    bruno.follow("Decide");
    bruno.page().check("input[name=decision][value=approve-with-conditions]");
    bruno.page().fill("#opinion", "With another evaluation by income.");
    bruno.unfold("Conditions");
    bruno.page().fill("#condition-1", "The ratio is computed by income as well.");
    bruno.page().fill("#owner-1", "ada");
    bruno.page().fill("#due-1", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
    bruno.page().fill("#password", RunningServer.PASSWORD);
    bruno.press("Sign");
    bruno.page().waitForURL("**/sign-offs/*");
    assertThat(bruno.reads()).contains("Signed: approve-with-conditions");
  }

  @Test
  @Order(7)
  void lena_signs_for_all_of_it_by_passkey_and_it_is_promoted() {
    lena.open("/");
    lena.follow("Sign as business-owner on " + MODEL);
    lena.follow("Decide");
    assertThat(lena.reads()).contains("You answer for these as well").contains("condition");
    lena.page().check("input[name=decision][value=approve]");
    lena.page().fill("#opinion", "I accept the price that the validator states.");
    lena.press("Continue with a passkey");
    lena.page().waitForSelector("form[data-ceremony=sign]");
    String code = lena.page().textContent("footer .code").strip();
    lena.press("Sign with a passkey");
    lena.page().waitForURL("**/sign-offs/*");
    assertThat(lena.reads()).contains("Signed: approve").contains(code);

    lena.follow("Submission 1");
    assertThat(lena.page().title()).startsWith("Ready to promote");
    lena.press("Promote");
    lena.page().waitForSelector("text=Download the attestation");
    assertThat(lena.page().title()).startsWith("Promoted");
  }

  @Test
  @Order(8)
  void the_attestation_verifies_and_a_replay_derives_all_of_it_again() throws IOException {
    byte[] model = Files.readAllBytes(ARTIFACT);
    Verification verified =
        Attestation.verify(
            lena.window().request().get(server.address() + SUBMISSION + "/attestation").body(),
            server.get("ada", "/api/v1/keys/attestation.pem").text(),
            Optional.of(server.get("ada", "/api/v1/keys/log.vkey").text().strip()),
            Map.of("model.onnx", new Held(Digest.of(model), model.length)));
    assertThat(verified).isInstanceOf(Verification.Verified.class);

    assertThat(server.found()).isEmpty();
  }

  @Test
  @Order(9)
  void no_page_moves_while_it_is_drawn_or_fetches_more_than_250_kilobytes_at_first() {
    List<String> pages =
        List.of(
            "/",
            "/models",
            "/models/" + MODEL,
            "/models/" + MODEL + "/v3",
            "/models/" + MODEL + "/v3/card",
            "/models/" + MODEL + "/risk",
            "/submissions",
            SUBMISSION + "?class=performance",
            SUBMISSION + "?class=fairness",
            SUBMISSION + "?class=data",
            SUBMISSION + "/decisions",
            SUBMISSION + "/report",
            SUBMISSION + "/manifest",
            "/findings",
            "/waivers",
            "/policies",
            "/policies/lending/1",
            "/people",
            "/account",
            "/audit");
    List<String> faults = new ArrayList<>();
    for (int width : new int[] {1440, 390}) {
      var like =
          new Browser.NewContextOptions()
              .setStorageState(lena.window().storageState())
              .setViewportSize(width, 900);
      try (BrowserContext window = browser.newContext(like)) {
        Page page = window.newPage();
        TestingMeasures.keepNothing(page);
        for (String path : pages) {
          page.navigate(server.address() + path);
          measure(page, "%s at %d".formatted(path, width), faults);
          page.evaluate("sessionStorage.clear()");
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static void measure(Page page, String name, List<String> faults) {
    double bytes = TestingMeasures.bytes(page);
    double shift = TestingMeasures.shift(page);
    if (bytes > MOST_BYTES || bytes == 0 || shift > MOST_SHIFT) {
      faults.add("%s: %.0f bytes, moved by %.4f".formatted(name, bytes, shift));
    }
  }
}
