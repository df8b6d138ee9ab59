// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/** A digest: a few characters to look at, all of them to copy. */
public record Code(String brief, String full) {
  /** From {@code sha256:…}: the first four and the last four characters. */
  public static Code of(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    String brief =
        hex.length() > 12 ? hex.substring(0, 4) + "…" + hex.substring(hex.length() - 4) : hex;
    return new Code(brief, digest);
  }
}
