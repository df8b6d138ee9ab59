// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;

/** Reads what forms send back. */
final class Parameters {
  private Parameters() {}

  static Digest digest(String field, String value) {
    try {
      return Digest.parse(value);
    } catch (IllegalArgumentException e) {
      throw refused(field);
    }
  }

  static long number(String field, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw refused(field);
    }
  }

  private static RefusedException refused(String field) {
    return new RefusedException(
        new Refusal(
            "request.parameter",
            400,
            "The field " + field + " cannot be read.",
            List.of(),
            "Open the page again and send its form."));
  }
}
