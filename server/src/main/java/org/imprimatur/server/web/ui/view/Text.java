// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.ArrayList;
import java.util.List;

/** A sentence of plain, strong and linked parts; every part is escaped where it is shown. */
public record Text(List<Part> parts) {
  public static final Text NOTHING = new Text(List.of());

  public Text {
    parts = List.copyOf(parts);
  }

  /** How a part is shown. */
  public enum Look {
    PLAIN,
    STRONG,
    LINK,
    MEANING,
    CODE
  }

  /**
   * One part of a sentence.
   *
   * @param href where a link leads; empty for every other look
   */
  public record Part(Look look, String words, String href) {}

  public static Text of(String words) {
    return NOTHING.then(words);
  }

  public Text then(String words) {
    return with(new Part(Look.PLAIN, words, ""));
  }

  public Text strong(String words) {
    return with(new Part(Look.STRONG, words, ""));
  }

  public Text link(String words, String href) {
    return with(new Part(Look.LINK, words, href));
  }

  /** Review or approval: the meaning of a signature is always marked. */
  public Text meaning(String words) {
    return with(new Part(Look.MEANING, words, ""));
  }

  public Text code(String words) {
    return with(new Part(Look.CODE, words, ""));
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The same words without marks. */
  public String plain() {
    StringBuilder all = new StringBuilder();
    parts.forEach(part -> all.append(part.words()));
    return all.toString();
  }

  private Text with(Part part) {
    List<Part> longer = new ArrayList<>(parts);
    longer.add(part);
    return new Text(longer);
  }
}
