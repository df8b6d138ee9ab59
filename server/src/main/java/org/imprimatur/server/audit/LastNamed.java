// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.gate.Contributors;
import org.springframework.stereotype.Component;

/**
 * Where the log last named a model or a submission, so that what was read of it can be kept until
 * then. An act that names neither, such as a role given, counts for all of them.
 */
@Component
public final class LastNamed {
  /** A thing that every act names by which somebody takes a hand in a model. */
  public static final String HANDS = "hands";

  /** A thing that every act names by which something is condemned or lifted. */
  public static final String CONDEMNATIONS = "condemnations";

  private static final String DEEDS = "deeds:";

  private static final int AT_ONCE = 1_000;

  private final Audit audit;
  private final Map<String, Long> last = new HashMap<>();
  private long everything;
  private long read = -1;

  LastNamed(Audit audit) {
    this.audit = audit;
  }

  /** What is done in a submission; what is only remarked there counts for nothing elsewhere. */
  public static String deeds(long submission) {
    return DEEDS + "submission:" + submission;
  }

  /** How long the log is now; everything up to there is taken in, and nothing after it. */
  public synchronized long size() {
    long size = audit.size();
    if (read < 0) {
      // What was recorded before this node looked is older than anything that it keeps.
      read = size;
      everything = size - 1;
    }
    while (read < size) {
      List<byte[]> entries = audit.entries(read, AT_ONCE);
      entries.forEach(this::take);
    }
    return size;
  }

  private void take(byte[] entry) {
    Act act = Act.parse(entry);
    // What is kept of models and submissions rests on no signal and on no batch.
    boolean named = act instanceof SignalRecorded || act instanceof BatchAct;
    for (String mention : Mentions.of(act)) {
      if (mention.startsWith("m_") || mention.startsWith("submission:")) {
        last.put(mention, read);
        if (!(act instanceof CommentMade)) {
          last.put(DEEDS + mention, read);
        }
        named = true;
      } else if (mention.startsWith("signals:") || mention.startsWith("batches:")) {
        last.put(mention, read);
      }
    }
    if (act instanceof BatchWithdrawn back) {
      // Whoever takes production data back does not sign for it any more.
      last.put(back.model(), read);
      last.put(DEEDS + back.model(), read);
    }
    if (!Contributors.ever(List.of(act)).isEmpty()) {
      last.put(HANDS, read);
    }
    if (act instanceof ImpactAct) {
      last.put(CONDEMNATIONS, read);
    }
    // Who made whom matters everywhere, whatever model a role was given for.
    if (!named || act instanceof PeopleAct) {
      everything = read;
    }
    read++;
  }

  /**
   * Whether what was read at a size of the log, of these things, is what there was when {@link
   * #size} was last asked for.
   */
  public synchronized boolean holds(long readAt, List<String> things) {
    return everything < readAt
        && things.stream().allMatch(thing -> last.getOrDefault(thing, -1L) < readAt);
  }

  /**
   * Whether no act has named any of these things since, whatever was said of people and policies. A
   * model's signals are named as {@code signals:m_…}, its batches as {@code batches:m_…}.
   */
  public synchronized boolean isQuiet(long readAt, List<String> things) {
    return things.stream().allMatch(thing -> last.getOrDefault(thing, -1L) < readAt);
  }
}
