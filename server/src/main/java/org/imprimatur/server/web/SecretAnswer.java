// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.http.HttpServletRequest;

/** An answer that holds a secret, such as a one-time link: it is given once and kept nowhere. */
public final class SecretAnswer {
  private static final String ATTRIBUTE = SecretAnswer.class.getName();

  private SecretAnswer() {}

  /** Says that the answer to this request holds one. */
  public static void to(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  static boolean is(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
