// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Chromium: the machine's own, else the one that Playwright fetches; without one, a fault.
 */
final class Chromium implements AutoCloseable {
  private static final String RULES =
      "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";

  /** The rules that look at colours. */
  private static final String COLOURS =
      "{type:'rule',values:['color-contrast','link-in-text-block']}";

  private final Playwright playwright;
  private final Browser browser;
  private final String axe;

  Chromium() throws IOException {
    Optional<Path> installed =
        Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
            .flatMap(name -> Stream.of("/usr/bin/", "/usr/local/bin/").map(f -> Path.of(f + name)))
            .filter(Files::isExecutable)
            .findFirst();
    Map<String, String> environment =
        installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options =
        new BrowserType.LaunchOptions()
            .setHeadless(true)
            .setArgs(
                List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    // What a process compiled serves its next page, and rubbish is rarely
                    // collected.
                    "--process-per-site",
                    "--js-flags=--single-threaded-gc,--min-semi-space-size=32,--max-semi-space-size=64"));
    installed.ifPresent(options::setExecutablePath);
    browser = playwright.chromium().launch(options);
    try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IOException("The accessibility rules are not on the test's classpath.");
      }
      axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A wide window that begins with somebody's cookies or with none, and in which nothing fades. */
  BrowserContext window(Optional<String> cookies) {
    var options =
        new Browser.NewContextOptions()
            .setViewportSize(1440, 900)
            .setReducedMotion(ReducedMotion.REDUCE);
    cookies.ifPresent(options::setStorageState);
    return browser.newContext(options);
  }

  /** What axe finds against a page; the script goes round the page's own policy, not through it. */
  String violations(Page page) {
    return violations(page, RULES);
  }

  /** The same of its colours alone. */
  String violationsOfColours(Page page) {
    return violations(page, COLOURS);
  }

  private String violations(Page page, String rules) {
    CDPSession session = page.context().newCDPSession(page);
    if (!answer(session, "typeof axe").equals("object")) {
      answer(session, axe + ";''");
    }
    String found =
        answer(
            session,
            "axe.run(document,{resultTypes:['violations'],runOnly:"
                + rules
                + "}).then(r=>r.violations.map(v=>v.id+': '"
                + "+v.nodes.slice(0,3).map(n=>n.html.slice(0,200)).join(' ; ')).join('\\n'))");
    session.detach();
    return found;
  }

  private static String answer(CDPSession session, String expression) {
    var asked = new JsonObject();
    asked.addProperty("expression", expression);
    asked.addProperty("awaitPromise", true);
    asked.addProperty("returnByValue", true);
    return session
        .send("Runtime.evaluate", asked)
        .getAsJsonObject("result")
        .get("value")
        .getAsString();
  }

  /** Gives the page's browser an authenticator that verifies whoever sits there. */
  void authenticator(Page page) {
    CDPSession devices = page.context().newCDPSession(page);
    devices.send("WebAuthn.enable");
    var options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    var asked = new JsonObject();
    asked.add("options", options);
    devices.send("WebAuthn.addVirtualAuthenticator", asked);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
