// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.Locale;

/** A materiality tier in words. */
public record Tier(String words) {
  public static Tier of(String name) {
    return name.isEmpty()
        ? new Tier("No tier yet")
        : new Tier(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " tier");
  }
}
