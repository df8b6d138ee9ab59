// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** Audit samples: decisions that an auditor draws by chance and works through. */
public sealed interface SampleAct extends Act {
  /** The sample's number, which people call it by. */
  long sample();

  /**
   * An auditor says from which decisions how many are drawn, and what is asked of each. Which ones
   * they are follows from the entry itself.
   *
   * @param stage into which the decisions let a version
   * @param tiers of the models at the time; none for every tier
   * @param from the first instant of the period
   * @param to the first instant after it
   * @param size how many are drawn
   * @param plan digest of a {@code sample/v1}: the purpose and the requests
   */
  record SampleDrawn(
      Stamp stamp,
      long sample,
      String stage,
      List<String> tiers,
      Instant from,
      Instant to,
      long size,
      Digest plan)
      implements SampleAct {
    static final String NAME = "sample.drawn";

    public SampleDrawn {
      tiers = List.copyOf(tiers);
    }

    static SampleDrawn read(Stamp stamp, ActReader in) {
      return new SampleDrawn(
          stamp,
          in.integer("sample"),
          in.string("stage"),
          in.strings("tiers"),
          in.instant("from"),
          in.instant("to"),
          in.integer("size"),
          in.digest("plan"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("sample", sample)
          .put("stage", stage)
          .putStrings("tiers", tiers)
          .put("from", from)
          .put("to", to)
          .put("size", size)
          .put("plan", plan);
    }
  }

  /**
   * An auditor answers a request of a decision; a later answer takes the place of an earlier one.
   *
   * @param request which of the plan, from 1
   * @param outcome {@code in-order}, {@code exception} or {@code not-applicable}
   * @param words digest of what was seen; an exception has words
   */
  record SampleAnswered(
      Stamp stamp,
      long sample,
      long submission,
      long request,
      String outcome,
      Optional<Digest> words)
      implements SampleAct {
    static final String NAME = "sample.answered";

    static SampleAnswered read(Stamp stamp, ActReader in) {
      return new SampleAnswered(
          stamp,
          in.integer("sample"),
          in.integer("submission"),
          in.integer("request"),
          in.string("outcome"),
          in.findDigest("words"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("sample", sample)
          .put("submission", submission)
          .put("request", request)
          .put("outcome", outcome)
          .put("words", words);
    }
  }

  /**
   * An auditor ends the sample; every request of every decision is answered by then.
   *
   * @param conclusion digest of the words
   */
  record SampleClosed(Stamp stamp, long sample, Digest conclusion) implements SampleAct {
    static final String NAME = "sample.closed";

    static SampleClosed read(Stamp stamp, ActReader in) {
      return new SampleClosed(stamp, in.integer("sample"), in.digest("conclusion"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("sample", sample).put("conclusion", conclusion);
    }
  }
}
