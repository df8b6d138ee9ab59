// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages are live, but never the one on which somebody signs. */
class LiveSigningTest {
  @TempDir static Path folder;

  @Test
  void a_statement_stays_as_it_was_shown_while_the_submission_behind_it_moves() throws IOException {
    try (RunningServer server =
            RunningServer.start(
                folder.resolve("data"),
                Optional.empty(),
                new TestingSetup()
                    .policy("role: peer,", "role: peer, method: passkey,")
                    .in(folder));
        Playwright playwright = TestingBrowser.playwright();
        Browser browser = TestingBrowser.chromium(playwright);
        BrowserContext window = browser.newContext()) {
      long number = server.models().lowTierSubmission("live", "sam");
      String submission = "/submissions/" + number;
      server.browser("grace");
      Page reading = window.newPage();
      reading.navigate(server.address() + "/login");
      reading.fill("input[name=username]", "grace");
      reading.fill("input[name=password]", RunningServer.PASSWORD);
      reading.click("button:has-text('Sign in')");
      reading.navigate(server.address() + submission);
      Page signing = window.newPage();
      signing.navigate(server.address() + submission + "/sign?role=peer");
      assertThat(signing.locator("input[type=password]").count()).isZero();
      String shown = statement(signing);
      String words = signing.textContent("main");

      reading.bringToFront();
      supply(server, submission);
      reading.waitForSelector("text=more.md");
      signing.bringToFront();
      signing.waitForTimeout(3000);

      assertThat(statement(signing)).isEqualTo(shown);
      assertThat(signing.textContent("main")).isEqualTo(words);
    }
  }

  private static void supply(RunningServer server, String submission) {
    Digest card =
        server.upload("ada", RunningServer.EXAMPLES.resolve("models/mortgage-fast-track/v1.md"));
    String more = "{\"class\":\"documentation\",\"name\":\"more.md\",\"content\":\"" + card + "\"}";
    assertThat(server.post("ada", "/api/v1" + submission + "/evidence", more).status())
        .isEqualTo(200);
  }

  private static String statement(Page page) {
    return page.inputValue("input[name=statement]");
  }
}
