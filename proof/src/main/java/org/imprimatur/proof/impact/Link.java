// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;

/** One way in which a submission rests on a thing. */
public sealed interface Link {
  /** The word of its kind. */
  String kind();

  /** What names the thing that it is, in the log or in the product. */
  String id();

  /** The whole of it, as a sentence. */
  String sentence();

  /**
   * Whether something rests on it. A refusal carries nothing: it stands whatever becomes of whoever
   * or whatever it was given with, and only its signer ends it.
   */
  default boolean carries() {
    return true;
  }

  /**
   * An item of the dossier.
   *
   * @param how in words that follow the name of the item
   */
  record OfEvidence(EvidenceRecorded act, String how) implements Link {
    @Override
    public String kind() {
      return "evidence";
    }

    @Override
    public String id() {
      return act.evidence().toString();
    }

    @Override
    public String sentence() {
      return "Evidence %s of %s %s.".formatted(act.item(), act.evidenceClass(), how);
    }
  }

  /**
   * A sign-off.
   *
   * @param how in words that follow "was given"
   */
  record OfSignOff(SignoffGiven act, String how) implements Link {
    private static final String REJECT = "reject";

    @Override
    public String kind() {
      return "signoff";
    }

    @Override
    public String id() {
      return act.signoff();
    }

    @Override
    public boolean carries() {
      return act.decision().startsWith("approve");
    }

    /** Whether it refuses. */
    boolean isRefusal() {
      return act.decision().equals(REJECT);
    }

    @Override
    public String sentence() {
      String said =
          "The sign-off of %s as %s (%s) in submission %d was given %s."
              .formatted(act.by(), act.role(), act.decision(), act.submission(), how);
      return isRefusal() ? said + " It stands: only its signer ends it." : said;
    }
  }

  /**
   * A waiver.
   *
   * @param how in words that follow "was"
   */
  record OfWaiver(WaiverAsked act, String how) implements Link {
    @Override
    public String kind() {
      return "waiver";
    }

    @Override
    public String id() {
      return act.waiver();
    }

    @Override
    public String sentence() {
      return "The waiver of %s was %s.".formatted(act.requirement(), how);
    }
  }

  /**
   * The version itself, or one that it comes from.
   *
   * @param how in words that follow "Version 2"
   */
  record OfVersion(long version, long submitted, String how) implements Link {
    @Override
    public String kind() {
      return "version";
    }

    @Override
    public String id() {
      return "v" + version;
    }

    @Override
    public String sentence() {
      return version == submitted
          ? "Version %d %s.".formatted(version, how)
          : "Version %d, which version %d comes from, %s.".formatted(version, submitted, how);
    }
  }

  /** The confirmation of the tier. */
  record OfRisk(RiskConfirmed act) implements Link {
    @Override
    public String kind() {
      return "risk";
    }

    @Override
    public String id() {
      return act.assessment().toString();
    }

    @Override
    public String sentence() {
      return "The tier %s was confirmed by %s%s."
          .formatted(
              act.tier(), act.by(), act.with().map(token -> " with the token " + token).orElse(""));
    }
  }

  /**
   * The submission itself, or what it pins of the model.
   *
   * @param how in words that follow "Submission 12"
   */
  record OfSubmission(long submission, String how) implements Link {
    @Override
    public String kind() {
      return "submission";
    }

    @Override
    public String id() {
      return Long.toString(submission);
    }

    @Override
    public String sentence() {
      return "Submission %d %s.".formatted(submission, how);
    }
  }

  /**
   * What a change envelope lends.
   *
   * @param submission the one that the envelope was signed with
   * @param link by which that rests on the thing
   */
  record OfEnvelope(long submission, Link link) implements Link {
    @Override
    public String kind() {
      return "envelope";
    }

    @Override
    public String id() {
      return link.id();
    }

    @Override
    public boolean carries() {
      return link.carries();
    }

    @Override
    public String sentence() {
      return "The change envelope of submission %d: %s".formatted(submission, link.sentence());
    }
  }
}
