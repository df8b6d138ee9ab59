// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** Something turned out bad, and what rests on it is opened again. */
public sealed interface ImpactAct extends Act {
  /** The id of the condemnation. */
  String condemnation();

  /**
   * A risk manager condemns a thing: from then on nothing that rests on it passes a gate.
   *
   * @param kind what sort of thing: data, check, engine, credential or person
   * @param thing its digest, its name or its pseudonym
   * @param from since when it was bad; from its beginning where nothing is said
   * @param until when it was good again; not yet where nothing is said
   * @param due the last day, in UTC, by which what is opened again for it is to be decided anew; no
   *     day where nothing is said
   * @param reason digest of the words, which are kept beside the log
   */
  record CauseCondemned(
      Stamp stamp,
      String condemnation,
      String kind,
      String thing,
      Optional<Instant> from,
      Optional<Instant> until,
      Optional<String> due,
      Digest reason)
      implements ImpactAct {
    static final String NAME = "cause.condemned";

    static CauseCondemned read(Stamp stamp, ActReader in) {
      return new CauseCondemned(
          stamp,
          in.string("condemnation"),
          in.string("kind"),
          in.string("thing"),
          in.findInstant("from"),
          in.findInstant("until"),
          in.findString("due"),
          in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("condemnation", condemnation)
          .put("kind", kind)
          .put("thing", thing)
          .putInstant("from", from)
          .putInstant("until", until)
          .put("due", due)
          .put("reason", reason);
    }
  }

  /**
   * A second person lifts it: what rests on the thing counts again.
   *
   * @param reason digest of the words, which are kept beside the log
   */
  record CondemnationLifted(Stamp stamp, String condemnation, Digest reason) implements ImpactAct {
    static final String NAME = "condemnation.lifted";

    static CondemnationLifted read(Stamp stamp, ActReader in) {
      return new CondemnationLifted(stamp, in.string("condemnation"), in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("condemnation", condemnation).put("reason", reason);
    }
  }
}
