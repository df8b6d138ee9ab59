// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model card of a version, to read and to write again.
 *
 * @param lines the card line by line, as challenges name its lines; empty where none is filed
 * @param digest of the card, or null where none is filed
 * @param unreadable why the card is not shown as text, or empty
 * @param form where the reader may file another, or null
 */
public record CardSheet(
    String heading,
    List<String> lines,
    @Nullable Code digest,
    String unreadable,
    @Nullable Form form) {
  public CardSheet {
    lines = List.copyOf(lines);
  }

  /**
   * The form.
   *
   * @param over the digest of the card that the text was written over, or empty
   * @param wrong why nothing was filed, or empty
   */
  public record Form(String action, String over, String text, String wrong, String code) {}
}
