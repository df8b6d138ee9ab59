// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing by passkey in a real browser with a virtual authenticator. */
class PasskeyJourneyTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static Playwright playwright;
  private static Browser browser;
  private static int count;

  private BrowserContext window;
  private Page page;
  private CDPSession devices;
  private String authenticator = "";
  private long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    server.browser("grace");
    playwright = TestingBrowser.playwright();
    browser = TestingBrowser.chromium(playwright);
  }

  @AfterAll
  static void stop() {
    browser.close();
    playwright.close();
    server.close();
  }

  @BeforeEach
  void open() {
    number = server.models().lowTierSubmission("passkeys-" + ++count, "sam");
    window = browser.newContext();
    page = window.newPage();
    devices = window.newCDPSession(page);
    authenticator = TestingReviewer.authenticator(devices);
    signIn("grace");
  }

  private void signIn(String username) {
    page.navigate(server.address() + "/login");
    page.fill("input[name=username]", username);
    page.fill("input[name=password]", RunningServer.PASSWORD);
    press("Sign in");
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void enrol(String button) {
    page.navigate(server.address() + "/account");
    page.fill("#label", "blue key " + count);
    page.fill("#password", RunningServer.PASSWORD);
    press(button);
    page.waitForSelector("table >> text=blue key " + count);
  }

  private void read() {
    page.navigate(server.address() + "/submissions/" + number + "/sign?role=peer");
    page.check("input[value=approve]");
    page.fill("#opinion", "It does what it says.");
    press("Continue with a passkey");
    page.waitForSelector("form[data-ceremony=sign]");
  }

  private long signOffs() {
    return server
        .get("ada", "/api/v1/submissions/" + number)
        .json()
        .array("signoffs")
        .values()
        .size();
  }

  @Test
  void enrolled_signed_and_the_receipt_bears_the_code_of_the_page() {
    enrol("Enrol a passkey");
    read();
    String code = page.textContent("footer .code").strip();
    press("Sign with a passkey");
    page.waitForURL("**/sign-offs/*");

    assertThat(page.textContent("main")).contains("Signed: approve", code, "passkey");
    assertThat(signOffs()).isEqualTo(1);
    assertThat(server.found()).isEmpty();
    assertThat(server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}").status())
        .isEqualTo(200);

    page.navigate(server.address() + "/account");
    page.click("tr:has-text('blue key " + count + "') >> text=See");
    assertThat(page.textContent("main")).contains("promotion to production");

    String trace = "/api/v1/passkeys/" + page.url().substring(page.url().lastIndexOf('/') + 1);
    Json.Obj told = server.get("hanna", trace).json();
    assertThat(told.bool("demo")).isFalse();
    Json.Obj signed = (Json.Obj) told.array("signoffs").values().getFirst();
    assertThat(signed.integer("submission")).isEqualTo(number);
    assertThat(signed.array("promotions").text()).contains("\"to\":\"production\"");
    assertThat(server.get("ada", trace).status()).isEqualTo(403);
    assertThat(server.get("hanna", "/api/v1/passkeys/k_none").code()).isEqualTo("passkey.unknown");
  }

  @Test
  void a_person_whom_the_authenticator_does_not_know_signs_nothing_and_is_told() {
    enrol("Enrol a passkey");
    read();
    var asked = new JsonObject();
    asked.addProperty("authenticatorId", authenticator);
    asked.addProperty("isUserVerified", false);
    devices.send("WebAuthn.setUserVerified", asked);
    press("Sign with a passkey");
    page.waitForSelector("text=the passkey was cancelled");

    assertThat(page.textContent("[role=status]"))
        .isEqualTo("Not signed: the passkey was cancelled. Nothing was recorded.");
    assertThat(signOffs()).isZero();
  }

  @Test
  void evidence_that_changes_while_the_statement_is_open_signs_nothing_and_keeps_the_words() {
    enrol("Enrol a passkey");
    read();
    Digest card =
        server.upload("ada", RunningServer.EXAMPLES.resolve("models/mortgage-fast-track/v1.md"));
    server.post(
        "ada",
        "/api/v1/submissions/" + number + "/evidence",
        "{\"class\":\"documentation\",\"name\":\"more.md\",\"content\":\"" + card + "\"}");
    press("Sign with a passkey");
    page.waitForSelector("text=signoff.stale");

    assertThat(page.textContent("main")).contains("documentation changed", "It does what it says.");
    assertThat(signOffs()).isZero();
  }

  @Test
  void a_revoked_passkey_signs_nothing_more() {
    enrol("Enrol a passkey");
    read();
    Page other = window.newPage();
    other.navigate(server.address() + "/account");
    other.click("tr:has-text('blue key " + count + "') >> text=Revoke");
    other.waitForSelector("tr:has-text('blue key " + count + "') >> text=revoked");
    press("Sign with a passkey");
    page.waitForSelector("text=passkey.revoked");

    assertThat(signOffs()).isZero();
    assertThat(server.found()).isEmpty();
  }

  @Test
  void the_demo_authenticator_signs_and_is_called_what_it_is_everywhere() {
    enrol("Enrol the demo authenticator");
    assertThat(page.textContent("main")).contains("demo authenticator, no proof of a person");
    read();
    press("Sign with the demo authenticator");
    page.waitForURL("**/sign-offs/*");

    assertThat(page.textContent("main")).contains("demo authenticator, no proof of a person");
    assertThat(server.found()).isEmpty();

    page.click("text=All signatures of the submission");
    assertThat(page.textContent("main")).contains("demo authenticator, no proof of a person");
  }

  @Test
  void a_stand_in_s_passkey_signs_for_both_and_the_log_names_both() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    server.fill(
        "grace",
        "/people/grace",
        "/people/grace/delegations",
        Map.of(
            "to",
            "bruno",
            "role",
            "peer",
            "from",
            today.toString(),
            "until",
            today.plusDays(7).toString()));
    server.browser("bruno");
    window.clearCookies();
    signIn("bruno");
    enrol("Enrol a passkey");
    read();
    press("Sign with a passkey");
    page.waitForURL("**/sign-offs/*");

    assertThat(server.found()).isEmpty();
    Json.Obj signed =
        (Json.Obj)
            server
                .get("ada", "/api/v1/submissions/" + number)
                .json()
                .array("signoffs")
                .values()
                .getFirst();
    assertThat(signed.text()).contains("bruno", "grace");
  }

  @Test
  void the_manifest_bears_printed_name_instant_meaning_and_what_was_signed() {
    page.navigate(server.address() + "/submissions/" + number + "/manifest");
    assertThat(page.textContent("main")).contains("Nobody has signed yet.");
    enrol("Enrol a passkey");
    read();
    String code = page.textContent("footer .code").strip();
    press("Sign with a passkey");
    page.waitForURL("**/sign-offs/*");
    String id = page.url().substring(page.url().lastIndexOf('/') + 1);
    Json.Obj signed =
        (Json.Obj)
            server
                .get("ada", "/api/v1/submissions/" + number)
                .json()
                .array("signoffs")
                .values()
                .getFirst();

    page.navigate(server.address() + "/submissions/" + number);
    page.click("text=Sign-off manifest");
    String sheet = page.textContent("main");

    assertThat(sheet)
        .contains("Printed name", "peer", "Meaning", code, "Nobody signed for another.")
        .contains("Nobody approved under a condition.", "Nothing is waived.")
        .contains(signed.string("statement"))
        .containsPattern("Signed at\\s*20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")
        .containsPattern("Covers documentation\\s*sha256:[0-9a-f]{64}")
        .containsPattern("Manifest\\s*sha256:[0-9a-f]{64}");
    assertThat(id).startsWith("s_");
    page.setViewportSize(390, 844);
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth")).isEqualTo(0);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.isVisible("header.top, .top")).isFalse();
    assertThat(page.isVisible("text=Printed name")).isTrue();
  }
}
