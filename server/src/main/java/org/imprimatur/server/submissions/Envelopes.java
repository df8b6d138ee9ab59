// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Envelope;
import org.imprimatur.proof.gate.InForce;
import org.imprimatur.proof.gate.Newest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Revalidation;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The change envelope of a model that people signed last, and what stands against a new one. */
@Component
public final class Envelopes {
  /** The only gate that can have one. */
  private static final String GATE = Revalidation.STAGE;

  private final Database database;
  private final Blobs blobs;
  private final InstantSource clock;
  private final Ground ground;

  Envelopes(Database database, Blobs blobs, InstantSource clock, Ground ground) {
    this.database = database;
    this.blobs = blobs;
    this.clock = clock;
    this.ground = ground;
  }

  /** What an envelope stands on. */
  @Component
  record Ground(Models models, Assessments assessments, Policies policies) {}

  /**
   * A signed envelope.
   *
   * @param end when it ends at the latest
   * @param ended why it lets nothing through any more, if so
   */
  public record Signed(InForce inForce, Json.Obj document, Instant end, Optional<String> ended) {
    public long submission() {
      return inForce.submission();
    }

    public int used() {
      return inForce.used().size();
    }

    public Envelope envelope() {
      return Envelope.read(document);
    }

    public int most() {
      return envelope().most();
    }
  }

  /** The one of a model; empty where its last approval signed none. */
  public Optional<Signed> of(Model model) {
    List<Act> acts = ground.models().history(database.reader(), model.id());
    return InForce.latest(acts).map(one -> signed(model, one, acts));
  }

  /**
   * Why one could let no retrain in under the policy of now, in the tier of now. A tier that nobody
   * answered for yet stands against nothing.
   */
  public List<String> against(JdbcClient db, Model model, Envelope envelope) {
    Digest digest = ground.policies().governing(db, model).digest();
    Policy policy = ground.policies().read(digest);
    Risk risk = ground.assessments().risk(db, model.id());
    Optional<String> tier =
        risk.confirmed().map(RiskConfirmed::tier).or(() -> risk.answered().map(RiskAnswered::tier));
    boolean none = policy.gates().values().stream().allMatch(gate -> gate.envelopes().isEmpty());
    return none
        ? List.of(
            "No gate of the policy %s allows a change envelope. Propose a policy that says"
                    .formatted(policy.name())
                + " envelope: at the gate "
                + GATE
                + " first.")
        : tier.map(one -> envelope.against(policy, GATE, one)).orElse(List.of());
  }

  /** What one says, by its digest. */
  public Json.Obj document(Digest digest) {
    return blobs.document(digest);
  }

  private Signed signed(Model model, InForce one, List<Act> acts) {
    Json.Obj document = blobs.document(one.opened().envelope().orElseThrow());
    var envelope = Envelope.read(document);
    Policy policy = ground.policies().read(one.opened().policy());
    Risk risk = ground.assessments().risk(model.id());
    String tier = risk.confirmed().map(RiskConfirmed::tier).orElse("");
    boolean ranked =
        Newest.confirmation(acts, one.opened()).filter(its -> its.tier().equals(tier)).isPresent();
    Instant end = one.end(envelope, policy, tier);
    return new Signed(
        one, document, end, ended(one, envelope, policy, new Now(model, risk, tier, ranked, end)));
  }

  /** A model as it stands, and whether it is in the tier in which the envelope was signed. */
  private record Now(Model model, Risk risk, String tier, boolean ranked, Instant end) {}

  private Optional<String> ended(InForce one, Envelope envelope, Policy policy, Now now) {
    if (one.suspended().isPresent()) {
      return Optional.of(
          "It ended when version %d was suspended.".formatted(one.suspended().get().version()));
    }
    if (!one.rejections().isEmpty()) {
      return Optional.of(
          "Somebody rejected a retrain under it, in submission %d, and said nothing else since."
              .formatted(one.rejections().getFirst().submission()));
    }
    if (!clock.instant().isBefore(now.end())) {
      return Optional.of("Its time is over.");
    }
    if (one.used().size() >= envelope.most()) {
      return Optional.of("All its retrains went through.");
    }
    List<String> against = envelope.against(policy, one.opened().gate(), now.tier());
    if (!against.isEmpty()) {
      return Optional.of(against.getFirst());
    }
    List<String> moved =
        one.moved(
            new InForce.Ground(
                ground.policies().governing(now.model()).digest(),
                now.model().use(),
                now.risk().answered().map(RiskAnswered::assessment).orElse(one.opened().risk()),
                now.risk().examination().map(ExaminationRegistered::examination),
                now.model().promises(),
                now.model().envelope()));
    if (!now.ranked()) {
      moved.add("tier");
    }
    return moved.isEmpty()
        ? Optional.empty()
        : Optional.of("Other than signed: " + String.join(", ", moved) + ".");
  }
}
