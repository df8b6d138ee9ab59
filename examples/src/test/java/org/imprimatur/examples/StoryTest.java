// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole story, as the demo tells it, and what a visitor then finds in a real browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryTest {
  @TempDir static Path folder;
  private static RunningDemo demo;
  private static String address;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    demo = RunningDemo.start();
    address = demo.address();
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    demo.close();
    chromium.close();
  }

  @Test
  @Order(1)
  void every_step_of_the_story_comes_out_as_told() {
    assertThat(demo.told()).containsPattern("All \\d{2} steps came out as told\\.");
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("your-turn", "/");
    pages.put("models", "/models");
    pages.put("model", "/models/mortgage-fast-track");
    pages.put("version", "/models/mortgage-fast-track/v2");
    pages.put("card", "/models/mortgage-fast-track/v2/card");
    pages.put("risk", "/models/mortgage-fast-track/risk");
    pages.put("monitoring", "/monitoring");
    pages.put("calendar", "/monitoring/calendar");
    pages.put("suspended", "/models/titanic/v1/monitoring");
    pages.put("batch", "/models/mortgage-queue/v1/monitoring/batches/3");
    pages.put("weeks", "/models/mortgage-queue/v2/monitoring");
    pages.put("envelope", "/models/mortgage-queue");
    pages.put("incidents", "/incidents");
    pages.put("submissions", "/submissions");
    pages.put("submission-refused", "/submissions/1?class=fairness");
    pages.put("submission-cannot-be-told", "/submissions/2?class=fairness&against=v2");
    pages.put("submission-promoted", "/submissions/3?class=performance");
    pages.put("manifest", "/submissions/3/manifest");
    pages.put("submission-revalidated", "/submissions/7");
    pages.put("submission-inside", "/submissions/8");
    pages.put("submission-outside", "/submissions/9");
    pages.put("submission-waiting", "/submissions/4");
    pages.put("recusal", "/submissions/4/recusal");
    pages.put("sign", "/submissions/4/sign?role=business-owner");
    pages.put("decisions", "/submissions/4/decisions");
    pages.put("report", "/submissions/3/report");
    pages.put("findings", "/findings");
    pages.put("waivers", "/waivers");
    pages.put("break-glass", "/submissions/4/break-glass");
    pages.put("break-glass-debts", "/break-glass");
    pages.put("people", "/people");
    pages.put("person", "/people/ada");
    pages.put("incident", "/models/titanic/v1/incident");
    pages.put("search", "/search?q=mortgage");
    pages.put("account", "/account");
    pages.put("tokens", "/account/tokens");
    pages.put("keys", "/keys");
    pages.put("policies", "/policies");
    pages.put("policy", "/policies/lending/1");
    pages.put("insights", "/insights");
    pages.put("insights-wait", "/insights/wait");
    pages.put("insights-quality", "/insights/quality");
    pages.put("insights-outcome", "/insights/outcome");
    pages.put("audit", "/audit");
    pages.put("audit-entry", "/audit/50");
    pages.put("not-found", SoundPages.NOWHERE);
    return pages;
  }

  @Test
  @Order(2)
  void every_page_is_sound_at_both_widths_in_light_and_dark() throws Exception {
    SoundPages sound = sound();
    var pages = new ConcurrentLinkedQueue<>(pages().entrySet());
    String lena = signedIn("lena");
    // A page is looked at on one core: two browsers share them.
    try (var other = Executors.newSingleThreadExecutor()) {
      Future<List<String>> faults = other.submit(() -> faultsInAnotherBrowser(pages, lena));
      look(sound, chromium, lena, pages);
      assertThat(faults.get()).isEmpty();
    }
    try (BrowserContext window = chromium.window(Optional.of(signedIn("dmitri")))) {
      sound.look(window, "/policy-proposals/new?policy=lending", "proposing");
      sound.look(window, "/submissions/4?class=performance", "comparison");
      sound.look(window, "/insights/hours", "hours");
    }
    try (BrowserContext window = chromium.window(Optional.empty())) {
      sound.look(window, "/login", "login");
    }
    assertThat(sound.faults()).isEmpty();
  }

  private static List<String> faultsInAnotherBrowser(
      Queue<Map.Entry<String, String>> pages, String cookies) throws IOException {
    try (var another = new Chromium()) {
      var sound = new SoundPages(another, address);
      look(sound, another, cookies, pages);
      return sound.faults();
    }
  }

  private static void look(
      SoundPages sound, Chromium browser, String cookies, Queue<Map.Entry<String, String>> pages) {
    try (BrowserContext window = browser.window(Optional.of(cookies))) {
      for (var page = pages.poll(); page != null; page = pages.poll()) {
        sound.look(window, page.getValue(), page.getKey());
      }
    }
  }

  private static String signedIn(String username) throws IOException {
    return sound().signedIn(demo.player(username));
  }

  private static SoundPages sound() {
    return new SoundPages(chromium, address);
  }

  @Test
  @Order(3)
  void a_proposed_policy_and_a_statement_to_sign_are_sound_as_well() throws IOException {
    SoundPages sound = sound();
    try (BrowserContext window = chromium.window(Optional.of(signedIn("dmitri")))) {
      Page page = window.newPage();
      page.navigate(address + "/policy-proposals/new?policy=lending");
      String lending = page.inputValue("#text");
      page.fill("#text", lending.replace("roc_auc >= 0.", "roc_auc >= 0.9"));
      page.fill("#reason", "A note for the next review.");
      page.locator("button[value=propose]").click();
      page.waitForURL(Pattern.compile(".*/policy-proposals/(?!new).+"));
      sound.hold(page, "proposal");
      page.getByText("What it would have decided").click();
      page.waitForSelector("td >> text=Would be refused");
      sound.hold(page, "replay");
      page.goBack();
      page.locator("button[value=watch]").click();
      page.waitForSelector("dt:has-text('Watched')");
      sound.hold(page, "watched");
      page.navigate(address + "/submissions/4");
      page.waitForSelector("text=What a watched policy would say");
      sound.hold(page, "submission-watched");
    }
    try (BrowserContext window = chromium.window(Optional.of(signedIn("lena")))) {
      Page page = window.newPage();
      chromium.authenticator(page);
      page.navigate(address + "/account");
      page.fill("#label", "blue key");
      page.fill("#password", demo.player("lena").password());
      page.locator("button[data-device=browser]").click();
      page.waitForSelector("table >> text=blue key");
      sound.hold(page, "account-passkey");
      page.navigate(address + "/submissions/4/sign?role=business-owner");
      page.locator("input[name=decision][value=approve]").check();
      page.locator("textarea[name=opinion]").fill("The same remedy, and the same price.");
      page.getByText("Continue with a passkey").click();
      page.waitForSelector("form[data-ceremony=sign] button.main:enabled");
      sound.hold(page, "sign-passkey");
    }
    assertThat(sound.faults()).isEmpty();
  }

  @Test
  @Order(4)
  void an_audit_sample_and_an_impact_trace_are_sound_as_well() throws IOException {
    SoundPages sound = sound();
    try (BrowserContext window = chromium.window(Optional.of(signedIn("hanna")))) {
      Page page = window.newPage();
      page.navigate(address + "/samples");
      sound.hold(page, "samples-empty");
      page.fill("#purpose", "Decisions of the quarter");
      page.fill("#size", "3");
      page.getByText("Draw", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForURL("**/samples/1*");
      sound.hold(page, "sample");
    }
    try (BrowserContext window = chromium.window(Optional.of(signedIn("dmitri")))) {
      Page page = window.newPage();
      page.navigate(address + "/people/bruno");
      page.locator("a[href^='/impact?']").first().click();
      page.waitForSelector("text=Condemn it");
      sound.hold(page, "impact");
    }
    assertThat(sound.faults()).isEmpty();
  }

  @Test
  @Order(5)
  void a_visitor_finishes_the_story_in_the_browser() throws IOException {
    try (BrowserContext window = chromium.window(Optional.of(signedIn("lena")))) {
      Page page = window.newPage();
      page.navigate(address + "/");
      page.locator("a[href='/submissions/4']").first().click();
      assertThat(page.title()).startsWith("Not ready");
      page.locator("a[href^='/submissions/4/sign']").first().click();
      page.locator("input[name=decision][value=approve]").check();
      page.locator("textarea[name=opinion]").fill("The same remedy, and the same price.");
      page.locator("input[name=password]").fill(demo.player("lena").password());
      page.locator("form[action='/submissions/4/sign'] button:has-text('Sign'):not([formaction])")
          .click();
      page.waitForURL("**/sign-offs/**");
      page.navigate(address + "/submissions/4");
      assertThat(page.title()).startsWith("Ready to promote");
      page.locator("form[action='/submissions/4/promotion'] button").click();
      page.waitForURL(address + "/submissions/4*");
      assertThat(page.title()).startsWith("Promoted");
    }
    // Open submissions are compared with the new champion; the folder of it goes when this ends.
    var commands = new Commands(address, folder);
    for (String open : new String[] {"1", "2"}) {
      commands.as(demo.player("ada"), "status", open, "--wait");
    }
  }
}
