// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/** Words that lead somewhere; without an address they are only words. */
public record Link(String words, String href) {
  public static Link words(String words) {
    return new Link(words, "");
  }
}
