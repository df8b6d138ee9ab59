// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.springframework.stereotype.Component;

/** Why people do what they do to a version in production, and why they may not. */
@Component
final class Reasons {
  private static final int LONGEST = 2_000;
  private static final String HELP = "See the page Monitoring.";

  /** What the person may not do; everything else comes at the wrong time. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "answer.by",
          "suspension.by",
          "removal.by",
          "reinstatement.by",
          "reinstatement.role",
          "reinstatement.same",
          "reinstatement.hand",
          "reinstatement.took-back");

  private final Blobs blobs;

  Reasons(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Keeps what was said, beside the log. */
  Digest words(String reason) {
    String words = reason.strip();
    if (words.isEmpty() || words.length() > LONGEST) {
      throw refused("monitoring.reason", 422, "Say why, in 1 to 2,000 characters.");
    }
    return blobs.put(words.getBytes(StandardCharsets.UTF_8));
  }

  Refusal refusal(List<Reason> against) {
    String code = against.getFirst().code();
    int status = FORBIDDEN.contains(code) ? 403 : code.equals("answer.until") ? 422 : 409;
    return new Refusal(
        code,
        status,
        against.getFirst().sentence(),
        against.stream().map(Reason::sentence).toList(),
        HELP);
  }

  RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(new Refusal(code, status, sentence, List.of(), HELP));
  }
}
