// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.insights;

import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.replay.PolicyReplay;
import org.imprimatur.proof.replay.Replayed;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a draft of a policy would have decided. One is played at a time, from the first entry; the
 * last result is kept while the log stays as long.
 */
@Component
public final class PolicyReplays {
  private static final int AT_ONCE = 500;

  private final Audit audit;
  private final Blobs blobs;
  private @Nullable Kept kept;

  private record Kept(Digest draft, long size, Replayed replayed) {}

  PolicyReplays(Audit audit, Blobs blobs) {
    this.audit = audit;
    this.blobs = blobs;
  }

  /**
   * Over all decisions under the policy of the draft's name.
   *
   * @param digest of the draft's text
   */
  public synchronized Replayed of(Policy draft, Digest digest) {
    long size = audit.size();
    if (kept == null || !kept.draft().equals(digest) || kept.size() != size) {
      kept = new Kept(digest, size, play(draft, size));
    }
    return kept.replayed();
  }

  private Replayed play(Policy draft, long size) {
    var replay = new PolicyReplay(draft, draft.name(), blobs::find);
    for (long from = 0; from < size; from += AT_ONCE) {
      List<byte[]> entries = audit.entries(from, (int) Math.min(AT_ONCE, size - from));
      entries.forEach(replay::next);
    }
    return replay.result();
  }
}
