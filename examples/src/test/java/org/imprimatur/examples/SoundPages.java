// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import static java.util.Locale.ROOT;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rules that every page of a server keeps at both widths, in light and dark: it is accessible,
 * does not scroll sideways, and has one heading of the first rank.
 */
final class SoundPages {
  static final String NOWHERE = "/nowhere";
  private static final List<Integer> WIDTHS = List.of(1440, 390);

  private final Chromium chromium;
  private final String address;
  private final List<String> faults = new ArrayList<>();

  SoundPages(Chromium chromium, String address) {
    this.chromium = chromium;
    this.address = address;
  }

  List<String> faults() {
    return faults;
  }

  /** What a browser holds after a person signed in through the form. */
  String signedIn(Cast.Player player) {
    try (BrowserContext window = chromium.window(Optional.empty())) {
      Page page = window.newPage();
      page.navigate(address + "/login");
      page.getByLabel("User name").fill(player.username());
      page.locator("input[type=password]").fill(player.password());
      page.locator("main button, form button").first().click();
      page.waitForURL(address + "/");
      return window.storageState();
    }
  }

  /**
   * Opens a page as a person would, in the one tab of a window: a new tab would be a new process,
   * which learns the rules of accessibility anew.
   */
  void look(BrowserContext window, String path, String name) {
    Page page = window.pages().isEmpty() ? window.newPage() : window.pages().getFirst();
    Consumer<ConsoleMessage> heard =
        message -> {
          boolean asked = path.equals(NOWHERE) && message.text().contains("404");
          if (message.type().equals("error") && !asked) {
            faults.add(name + " says: " + message.text());
          }
        };
    page.onConsoleMessage(heard);
    show(page, WIDTHS.getFirst(), ColorScheme.LIGHT);
    page.navigate(address + path);
    hold(page, name);
    page.offConsoleMessage(heard);
    // So that the next one is shown as in a tab of its own.
    page.evaluate("sessionStorage.clear()");
  }

  /** An open page, however one came to it. */
  void hold(Page page, String name) {
    // What lies under the pointer has another colour.
    page.mouse().move(0, 0);
    for (int width : WIDTHS) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        show(page, width, scheme);
        String shown = "%s-%s-%d".formatted(name, scheme.name().toLowerCase(ROOT), width);
        keepPicture(page, shown);
        // In the dark nothing but colours is another.
        String violations =
            scheme == ColorScheme.LIGHT
                ? chromium.violations(page)
                : chromium.violationsOfColours(page);
        if (!violations.isEmpty()) {
          faults.add(shown + " is not accessible: " + violations);
        }
        holdAsLaidOut(page, shown);
      }
    }
  }

  private static void show(Page page, int width, ColorScheme scheme) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  private void holdAsLaidOut(Page page, String name) {
    int sideways = number(page, "document.documentElement.scrollWidth - innerWidth");
    if (sideways > 0) {
      faults.add(name + " scrolls sideways by " + sideways + " px");
    }
    if (number(page, "document.querySelectorAll('h1').length") != 1) {
      faults.add(name + " has not one heading of the first rank");
    }
  }

  private static int number(Page page, String expression) {
    return page.evaluate(expression) instanceof Number number ? number.intValue() : -1;
  }

  /** With {@code -Dimprimatur.pictures=FOLDER} the pages are kept as pictures. */
  private static void keepPicture(Page page, String name) {
    String pictures = System.getProperty("imprimatur.pictures", "");
    if (!pictures.isEmpty()) {
      Path file = Path.of(pictures).resolve(name + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
  }
}
