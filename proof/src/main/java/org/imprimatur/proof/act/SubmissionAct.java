// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;

/** One request to take one version through one gate. */
public sealed interface SubmissionAct extends Act {
  /**
   * What is pinned for the whole submission.
   *
   * @param envelope the change envelope that whoever signs it signs as well
   * @param under the submission under whose change envelope it was opened; it pins none of its own
   */
  record SubmissionOpened(
      Stamp stamp,
      long submission,
      String model,
      long version,
      String gate,
      Digest manifest,
      Digest use,
      Digest policy,
      Digest risk,
      Optional<Digest> examination,
      Optional<Digest> promises,
      Optional<Digest> envelope,
      OptionalLong under)
      implements SubmissionAct {
    static final String NAME = "submission.opened";

    /** One that has to do with no change envelope. */
    public SubmissionOpened(
        Stamp stamp,
        long submission,
        String model,
        long version,
        String gate,
        Digest manifest,
        Digest use,
        Digest policy,
        Digest risk,
        Optional<Digest> examination,
        Optional<Digest> promises) {
      this(
          stamp,
          submission,
          model,
          version,
          gate,
          manifest,
          use,
          policy,
          risk,
          examination,
          promises,
          Optional.empty(),
          OptionalLong.empty());
    }

    static SubmissionOpened read(Stamp stamp, ActReader in) {
      return new SubmissionOpened(
          stamp,
          in.integer("submission"),
          in.string("model"),
          in.integer("version"),
          in.string("gate"),
          in.digest("manifest"),
          in.digest("use"),
          in.digest("policy"),
          in.digest("risk"),
          in.findDigest("examination"),
          in.findDigest("promises"),
          in.findDigest("envelope"),
          in.findInteger("under"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission)
          .put("model", model)
          .put("version", version)
          .put("gate", gate)
          .put("manifest", manifest)
          .put("use", use)
          .put("policy", policy)
          .put("risk", risk)
          .put("examination", examination)
          .put("promises", promises)
          .put("envelope", envelope)
          .put("under", under);
    }
  }

  /** The submission ends undecided. */
  record SubmissionWithdrawn(Stamp stamp, long submission) implements SubmissionAct {
    static final String NAME = "submission.withdrawn";

    static SubmissionWithdrawn read(Stamp stamp, ActReader in) {
      return new SubmissionWithdrawn(stamp, in.integer("submission"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission);
    }
  }

  /**
   * An item of the dossier.
   *
   * @param look counts the versions that met the test set
   * @param envelope what the runner signed, where a runner computed it
   * @param engines what computed it, each with its version, such as {@code duckdb/2.0.0.1}; as the
   *     runner says, where a runner did; none where nobody said
   */
  record EvidenceRecorded(
      Stamp stamp,
      long submission,
      long revision,
      String evidenceClass,
      String item,
      Digest evidence,
      List<Digest> inputs,
      String level,
      OptionalLong look,
      Optional<Digest> envelope,
      List<String> engines)
      implements SubmissionAct {
    static final String NAME = "evidence.recorded";

    public EvidenceRecorded {
      inputs = List.copyOf(inputs);
      engines = List.copyOf(engines);
    }

    /** One of which nobody says what computed it. */
    public EvidenceRecorded(
        Stamp stamp,
        long submission,
        long revision,
        String evidenceClass,
        String item,
        Digest evidence,
        List<Digest> inputs,
        String level,
        OptionalLong look,
        Optional<Digest> envelope) {
      this(
          stamp,
          submission,
          revision,
          evidenceClass,
          item,
          evidence,
          inputs,
          level,
          look,
          envelope,
          List.of());
    }

    static EvidenceRecorded read(Stamp stamp, ActReader in) {
      return new EvidenceRecorded(
          stamp,
          in.integer("submission"),
          in.integer("revision"),
          in.string("class"),
          in.string("item"),
          in.digest("evidence"),
          in.digests("inputs"),
          in.string("level"),
          in.findInteger("look"),
          in.findDigest("envelope"),
          in.findStrings("engines"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission)
          .put("revision", revision)
          .put("class", evidenceClass)
          .put("item", item)
          .put("evidence", evidence)
          .putDigests("inputs", inputs)
          .put("level", level)
          .put("look", look)
          .put("envelope", envelope)
          .putSome("engines", engines);
    }
  }

  /**
   * Somebody had a recorded item computed again from its recorded inputs.
   *
   * @param evidence the record that was held against the second computation
   * @param computed what that computation gave
   * @param equal whether both agree: the same bytes, or within the tolerance of measured evidence
   */
  record EvidenceReproduced(
      Stamp stamp,
      long submission,
      String evidenceClass,
      String item,
      Digest evidence,
      Digest computed,
      boolean equal)
      implements SubmissionAct {
    static final String NAME = "evidence.reproduced";

    static EvidenceReproduced read(Stamp stamp, ActReader in) {
      return new EvidenceReproduced(
          stamp,
          in.integer("submission"),
          in.string("class"),
          in.string("item"),
          in.digest("evidence"),
          in.digest("computed"),
          in.bool("equal"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission)
          .put("class", evidenceClass)
          .put("item", item)
          .put("evidence", evidence)
          .put("computed", computed)
          .put("equal", equal);
    }
  }

  /**
   * Whoever records this does not sign for the submission, for a reason that stands beside the log.
   *
   * @param reason digest of the words
   */
  record SignerRecused(Stamp stamp, long submission, Digest reason) implements SubmissionAct {
    static final String NAME = "signer.recused";

    static SignerRecused read(Stamp stamp, ActReader in) {
      return new SignerRecused(stamp, in.integer("submission"), in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("submission", submission).put("reason", reason);
    }
  }

  /**
   * One person's signed statement in one role.
   *
   * @param asserted the passkey's signature, exactly where the method is passkey
   * @param terms the conditions of an approval, or why and what to fix of a rejection, terms/v1
   * @param answers for an approval: the sign-offs, conditions and waivers that it answers for, by
   *     id, each with its digest
   * @param delegator for whom the person signs under a delegation, if not in an own role
   * @param requirement the id of the requirement that it is given for; older acts name none, and
   *     count for any of their role and meaning
   */
  record SignoffGiven(
      Stamp stamp,
      String signoff,
      long submission,
      String role,
      String meaning,
      String decision,
      String method,
      SortedMap<String, Digest> covers,
      Digest statement,
      Optional<Digest> opinion,
      Optional<Asserted> asserted,
      Optional<Digest> terms,
      SortedMap<String, Digest> answers,
      Optional<String> delegator,
      Optional<String> requirement)
      implements SubmissionAct {
    /** The method of a sign-off that a passkey signed. */
    public static final String PASSKEY = "passkey";

    public static final String PASSWORD = "password";

    /** How a person can sign. */
    public static final Set<String> METHODS = Set.of(PASSWORD, PASSKEY);

    static final String NAME = "signoff.given";

    /** Which passkey signed, and the blob with its assertion/v1. */
    public record Asserted(String passkey, Digest assertion) {}

    public SignoffGiven {
      covers = Collections.unmodifiableSortedMap(new TreeMap<>(covers));
      answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    static SignoffGiven read(Stamp stamp, ActReader in) {
      return new SignoffGiven(
          stamp,
          in.string("signoff"),
          in.integer("submission"),
          in.string("role"),
          in.string("meaning"),
          in.string("decision"),
          in.string("method"),
          in.digestMap("covers"),
          in.digest("statement"),
          in.findDigest("opinion"),
          asserted(in),
          in.findDigest("terms"),
          in.findDigestMap("answers"),
          in.findString("delegator"),
          in.findString("requirement"));
    }

    private static Optional<Asserted> asserted(ActReader in) {
      Optional<String> passkey = in.findString("passkey");
      Optional<Digest> assertion = in.findDigest("assertion");
      if (passkey.isPresent() != assertion.isPresent()) {
        throw new IllegalArgumentException("A passkey and its assertion stand together.");
      }
      return passkey.map(id -> new Asserted(id, assertion.orElseThrow()));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      ActWriter written = answers.isEmpty() ? out : out.putDigests("answers", answers);
      return written
          .put("signoff", signoff)
          .put("submission", submission)
          .put("role", role)
          .put("meaning", meaning)
          .put("decision", decision)
          .put("method", method)
          .putDigests("covers", covers)
          .put("statement", statement)
          .put("opinion", opinion)
          .put("passkey", asserted.map(Asserted::passkey))
          .put("assertion", asserted.map(Asserted::assertion))
          .put("terms", terms)
          .put("delegator", delegator)
          .put("requirement", requirement);
    }
  }

  /** The signer takes the sign-off back. */
  record SignoffWithdrawn(Stamp stamp, String signoff, long submission) implements SubmissionAct {
    static final String NAME = "signoff.withdrawn";

    static SignoffWithdrawn read(Stamp stamp, ActReader in) {
      return new SignoffWithdrawn(stamp, in.string("signoff"), in.integer("submission"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("signoff", signoff).put("submission", submission);
    }
  }
}
