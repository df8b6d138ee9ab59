// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** What is known of a model and its versions. */
public sealed interface ModelAct extends Act
    permits ModelAct.ModelRegistered,
        ModelAct.ModelHanded,
        ModelAct.UseStated,
        ModelAct.PromisesStated,
        ModelAct.EnvelopeStated,
        ModelAct.RiskAnswered,
        ModelAct.RiskConfirmed,
        ModelAct.ExaminationRegistered,
        ModelAct.VersionRegistered,
        ModelAct.CardFiled,
        FieldAct {
  /** A model with its use and its one policy. */
  record ModelRegistered(
      Stamp stamp, String model, String modelName, String owner, Digest use, Digest policy)
      implements ModelAct {
    static final String NAME = "model.registered";

    static ModelRegistered read(Stamp stamp, ActReader in) {
      return new ModelRegistered(
          stamp,
          in.string("model"),
          in.string("name"),
          in.string("owner"),
          in.digest("use"),
          in.digest("policy"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("name", modelName)
          .put("owner", owner)
          .put("use", use)
          .put("policy", policy);
    }
  }

  /** Another person owns the model from now on. */
  record ModelHanded(Stamp stamp, String model, String owner) implements ModelAct {
    static final String NAME = "model.handed";

    static ModelHanded read(Stamp stamp, ActReader in) {
      return new ModelHanded(stamp, in.string("model"), in.string("owner"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).put("owner", owner);
    }
  }

  /** The model has another use. */
  record UseStated(Stamp stamp, String model, Digest use) implements ModelAct {
    static final String NAME = "use.stated";

    static UseStated read(Stamp stamp, ActReader in) {
      return new UseStated(stamp, in.string("model"), in.digest("use"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).put("use", use);
    }
  }

  /** The measures promised before deployment. */
  record PromisesStated(Stamp stamp, String model, Digest promises) implements ModelAct {
    static final String NAME = "promises.stated";

    static PromisesStated read(Stamp stamp, ActReader in) {
      return new PromisesStated(stamp, in.string("model"), in.digest("promises"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).put("promises", promises);
    }
  }

  /** Which retrains count as the same; nothing of it holds before people signed it. */
  record EnvelopeStated(Stamp stamp, String model, Digest envelope) implements ModelAct {
    static final String NAME = "envelope.stated";

    static EnvelopeStated read(Stamp stamp, ActReader in) {
      return new EnvelopeStated(stamp, in.string("model"), in.digest("envelope"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).put("envelope", envelope);
    }
  }

  /** The proposer's answers and the tier that a rule gives. */
  record RiskAnswered(
      Stamp stamp, String model, Digest policy, Digest assessment, String tier, String rule)
      implements ModelAct {
    static final String NAME = "risk.answered";

    static RiskAnswered read(Stamp stamp, ActReader in) {
      return new RiskAnswered(
          stamp,
          in.string("model"),
          in.digest("policy"),
          in.digest("assessment"),
          in.string("tier"),
          in.string("rule"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("policy", policy)
          .put("assessment", assessment)
          .put("tier", tier)
          .put("rule", rule);
    }
  }

  /** An assessor confirms the tier, or overrides it with a reason. */
  record RiskConfirmed(
      Stamp stamp,
      String model,
      Digest assessment,
      String tier,
      String rule,
      Optional<String> reason)
      implements ModelAct {
    static final String NAME = "risk.confirmed";

    static RiskConfirmed read(Stamp stamp, ActReader in) {
      return new RiskConfirmed(
          stamp,
          in.string("model"),
          in.digest("assessment"),
          in.string("tier"),
          in.string("rule"),
          in.findString("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("assessment", assessment)
          .put("tier", tier)
          .put("rule", rule)
          .put("reason", reason);
    }
  }

  /** A custodian says what evidence is computed on. */
  record ExaminationRegistered(
      Stamp stamp, String model, Digest examination, Digest testSet, Optional<Digest> reference)
      implements ModelAct {
    static final String NAME = "examination.registered";

    static ExaminationRegistered read(Stamp stamp, ActReader in) {
      return new ExaminationRegistered(
          stamp,
          in.string("model"),
          in.digest("examination"),
          in.digest("testSet"),
          in.findDigest("reference"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("examination", examination)
          .put("testSet", testSet)
          .put("reference", reference);
    }
  }

  /** A version with its cut-off and everybody who contributed. */
  record VersionRegistered(
      Stamp stamp,
      String model,
      long version,
      Digest manifest,
      String cutoff,
      Digest lineage,
      List<String> contributors,
      long unnamed,
      List<Long> parents)
      implements ModelAct {
    static final String NAME = "version.registered";

    /** Where every version begins. */
    public static final String STAGE = "development";

    public VersionRegistered {
      contributors = List.copyOf(contributors);
      parents = List.copyOf(parents);
    }

    static VersionRegistered read(Stamp stamp, ActReader in) {
      return new VersionRegistered(
          stamp,
          in.string("model"),
          in.integer("version"),
          in.digest("manifest"),
          in.string("cutoff"),
          in.digest("lineage"),
          in.strings("contributors"),
          in.integer("unnamed"),
          in.integers("parents"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model)
          .put("version", version)
          .put("manifest", manifest)
          .put("cutoff", cutoff)
          .put("lineage", lineage)
          .putStrings("contributors", contributors)
          .put("unnamed", unnamed)
          .putIntegers("parents", parents);
    }
  }

  /** The model card of a version. */
  record CardFiled(Stamp stamp, String model, long version, Digest card) implements ModelAct {
    static final String NAME = "card.filed";

    static CardFiled read(Stamp stamp, ActReader in) {
      return new CardFiled(stamp, in.string("model"), in.integer("version"), in.digest("card"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).put("version", version).put("card", card);
    }
  }
}
