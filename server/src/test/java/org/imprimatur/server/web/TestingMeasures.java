// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** What a browser measures of a page: how far it moved while it was drawn, and what it fetched. */
final class TestingMeasures {
  private static final String SHIFT =
      """
      () => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
          if (!entry.hadRecentInput) sum += entry.value;
        })).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(Math.round(sum * 10000)), 400);
      })
      """;
  private static final String BYTES =
      """
      () => [...performance.getEntriesByType('navigation'),
             ...performance.getEntriesByType('resource')]
        .reduce((sum, entry) => sum + entry.transferSize, 0)
      """;

  private TestingMeasures() {}

  /** Each page that it opens fetches all that it shows, as the first one does. */
  static void keepNothing(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("Network.enable");
    var asked = new JsonObject();
    asked.addProperty("cacheDisabled", true);
    session.send("Network.setCacheDisabled", asked);
  }

  /** The sum of all layout shifts that no input explains. */
  static double shift(Page page) {
    return number(page, SHIFT) / 10_000;
  }

  /** The bytes that came over the wire for the page and everything in it. */
  static double bytes(Page page) {
    return number(page, BYTES);
  }

  private static double number(Page page, String script) {
    if (page.evaluate(script) instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError("The browser measures nothing on " + page.url());
  }
}
