// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.imprimatur.proof.impact.Cause;

/** Where the trace of a thing stands. */
final class ImpactWords {
  private ImpactWords() {}

  static String page(Cause.Kind kind, String thing) {
    return page(kind.word(), thing);
  }

  static String page(String kind, String thing) {
    return "/impact?kind=%s&thing=%s"
        .formatted(
            URLEncoder.encode(kind, StandardCharsets.UTF_8),
            URLEncoder.encode(thing, StandardCharsets.UTF_8));
  }
}
