// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyDeclined;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.PolicyAct.PolicyWatched;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Examinees;
import org.imprimatur.proof.gate.PublicationConduct;
import org.imprimatur.proof.gate.Publications;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Staffing;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.PhaseChange;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyError;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings policies in by two persons: one proposes a text, another publishes it. Every rule is that
 * of {@link PublicationConduct}.
 */
@Component
public final class Proposals {
  private static final int LONGEST_REASON = 2_000;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Policies policies;
  private final Ground ground;

  Proposals(Audit audit, Database database, Blobs blobs, Policies policies, Ground ground) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.policies = policies;
    this.ground = ground;
  }

  /** What the rules look at. */
  @Component
  record Ground(Persons persons, Models models, Ids ids, InstantSource clock) {}

  /** Every policy that was published and proposed so far. */
  public Publications publications() {
    return Policies.publications(database.reader());
  }

  /** A proposal that waits; throws a refusal where none does. */
  public PolicyProposed get(String proposal) {
    return publications()
        .open(proposal)
        .orElseThrow(
            () ->
                new RefusedException(
                    refusal("policy.proposal", 404, "No proposal waits under " + proposal + ".")));
  }

  /** Proposes a text; throws a refusal with every error and everything that stands against it. */
  public PolicyProposed propose(Caller caller, byte[] yaml, String reason) {
    caller.needs(Permission.PUBLISH);
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw new RefusedException(
          refusal("policy.reason", 422, "Say why, in 1 to 2,000 characters."));
    }
    Policy policy = read(yaml);
    Digest text = blobs.put(yaml);
    Digest said = blobs.put(why.getBytes(StandardCharsets.UTF_8));
    String id = ground.ids().next('y');
    return audit.record(
        moment -> {
          Publications publications = Policies.publications(moment.db());
          long number = publications.next(policy.name());
          var act =
              new PolicyProposed(
                  caller.stamp(moment, Permission.PUBLISH), id, text, policy.name(), number, said);
          return ruled(
              moment, new Case(publications, act, policy.name(), Optional.of(policy)), act);
        });
  }

  private static Policy read(byte[] yaml) {
    return switch (PolicyReader.read(yaml)) {
      case Reading.Read(var policy) -> policy;
      case Reading.Refused(var errors) ->
          throw new RefusedException(
              new Refusal(
                  "policy.unreadable",
                  422,
                  "The text is no policy.",
                  errors.stream().sorted().map(Proposals::words).toList(),
                  "Mend every line that is named, and propose it again."));
    };
  }

  /** An error as people read it. */
  public static String words(PolicyError error) {
    return "Line %d, column %d: %s".formatted(error.line(), error.column(), error.message());
  }

  /** Publishes what another person proposed, on the page and never by a token. */
  public PolicyPublished publish(Caller caller, String proposal) {
    caller.needs(Permission.PUBLISH, Permission.ADMINISTER);
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal("policy.session", 403, "People publish on the page; a token cannot."));
    }
    return audit.record(
        moment -> {
          Publications publications = Policies.publications(moment.db());
          Optional<PolicyProposed> proposed = publications.open(proposal);
          if (proposed.isEmpty()) {
            return gone(proposal);
          }
          Stamp stamp = caller.stamp(moment, Permission.PUBLISH, Permission.ADMINISTER);
          var act = publication(stamp, publications, proposed.get());
          Policy policy = policies.read(act.policy());
          return ruled(
              moment, new Case(publications, act, act.policyName(), Optional.of(policy)), act);
        });
  }

  private static PolicyPublished publication(
      Stamp stamp, Publications publications, PolicyProposed proposed) {
    return new PolicyPublished(
        stamp,
        proposed.policy(),
        proposed.policyName(),
        proposed.number(),
        publications.newest(proposed.policyName()).map(PolicyPublished::preset).orElse(false),
        Optional.of(proposed.proposal()));
  }

  /** Has what a proposal would say told beside every verdict; on the page and never by a token. */
  public PolicyProposed watch(Caller caller, String proposal) {
    caller.needs(Permission.PUBLISH);
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal("policy.session", 403, "People have a policy watched on the page."));
    }
    return audit.record(
        moment -> {
          Publications publications = Policies.publications(moment.db());
          Optional<PolicyProposed> proposed = publications.open(proposal);
          if (proposed.isEmpty()) {
            return gone(proposal);
          }
          var act = new PolicyWatched(caller.stamp(moment, Permission.PUBLISH), proposal);
          String name = proposed.get().policyName();
          return ruled(moment, new Case(publications, act, name, Optional.empty()), proposed.get());
        });
  }

  /** What a watched policy is, and since when it is watched. */
  public record Watched(PolicyProposed proposed, Policy policy, Instant since) {}

  /** Since when a proposal is watched, where it is. */
  public Optional<Instant> watched(PolicyProposed proposed) {
    return publications().watched(proposed.proposal());
  }

  /** The proposal that is watched for a policy of this name. */
  public Optional<Watched> watched(String name) {
    Publications publications = publications();
    return publications
        .watchedFor(name)
        .map(
            one ->
                new Watched(
                    one,
                    policies.read(one.policy()),
                    publications.watched(one.proposal()).orElseThrow()));
  }

  /**
   * The proposal comes to nothing. Whoever made it may take it back on the page, also without the
   * role by now; a token declines only with a scope that writes.
   */
  public PolicyProposed decline(Caller caller, String proposal) {
    Permission[] anyOf =
        caller.credential() instanceof Caller.Credential.Session
            ? new Permission[] {Permission.READ}
            : new Permission[] {Permission.PUBLISH, Permission.ADMINISTER};
    caller.needs(anyOf);
    return audit.record(
        moment -> {
          Publications publications = Policies.publications(moment.db());
          Optional<PolicyProposed> proposed = publications.open(proposal);
          if (proposed.isEmpty()) {
            return gone(proposal);
          }
          var act = new PolicyDeclined(caller.stamp(moment, anyOf), proposal);
          String name = proposed.get().policyName();
          return ruled(moment, new Case(publications, act, name, Optional.empty()), proposed.get());
        });
  }

  /** Everything that stands against somebody publishing a proposal now. */
  public List<Verdict.Reason> against(String person, PolicyProposed proposed) {
    var now = new Moment(ground.clock().instant(), database.reader());
    Publications publications = Policies.publications(now.db());
    return conduct(now.db(), publications, proposed.policyName())
        .against(
            publication(now.by(person), publications, proposed),
            Optional.of(policies.read(proposed.policy())));
  }

  /** Everybody who could decline it now: who answers for people, and whoever proposed it. */
  public Set<String> decliners(PolicyProposed proposed) {
    Staff staff = ground.persons().staff();
    var now = new Moment(ground.clock().instant(), database.reader());
    // Whom a policy examines may decline it.
    var conduct = new PublicationConduct(Policies.publications(now.db()), staff, Set.of());
    Set<String> decliners = new TreeSet<>(staff.confirming());
    decliners.add(proposed.by());
    decliners.removeIf(
        person ->
            staff.isGone(person)
                || !conduct
                    .against(
                        new PolicyDeclined(now.by(person), proposed.proposal()), Optional.empty())
                    .isEmpty());
    return decliners;
  }

  /** Who could publish it, once the people whom it asks for are there. */
  public Set<String> seconds(PolicyProposed proposed) {
    var now = new Moment(ground.clock().instant(), database.reader());
    Publications publications = Policies.publications(now.db());
    Staff staff = ground.persons().staff(now.db());
    PublicationConduct conduct = conduct(now.db(), publications, proposed.policyName(), staff);
    Set<String> seconds = new TreeSet<>(staff.confirming());
    seconds.removeIf(
        person ->
            conduct
                .against(publication(now.by(person), publications, proposed), Optional.empty())
                .stream()
                .anyMatch(reason -> PublicationConduct.ABOUT_PERSON.contains(reason.code())));
    return seconds;
  }

  /** What a text would ask of people who are not there; nothing where every gate can be passed. */
  public List<String> gaps(Policy policy) {
    return Staffing.gaps(
        policy, ground.persons().staff(database.reader()), ground.clock().instant());
  }

  /** What it enforces from another day on than the policy in force does. */
  public List<PhaseChange> phaseChanges(PolicyProposed proposed) {
    return policies
        .newest(proposed.policyName())
        .map(
            newest ->
                PhaseChange.between(
                    policies.read(newest.digest()), policies.read(proposed.policy())))
        .orElse(List.of());
  }

  /**
   * What changes for models once a proposal is published.
   *
   * @param governed how many models follow it at their next submission
   * @param outdated those of them whose risk questions must be answered again
   */
  public record Reach(int governed, List<String> outdated) {
    public Reach {
      outdated = List.copyOf(outdated);
    }
  }

  public Reach reach(PolicyProposed proposed) {
    Policy policy = policies.read(proposed.policy());
    JdbcClient db = database.reader();
    List<Model> governed = governed(db, proposed.policyName());
    List<String> outdated =
        governed.stream().filter(model -> isOutdated(db, model, policy)).map(Model::name).toList();
    return new Reach(governed.size(), outdated);
  }

  private boolean isOutdated(JdbcClient db, Model model, Policy policy) {
    return Risk.of(Entries.acts(db, model.id()))
        .answered()
        .map(answered -> !policy.ranksLike(policies.read(answered.policy())))
        .orElse(false);
  }

  private List<Model> governed(JdbcClient db, String name) {
    return policies.named(db, name).stream()
        .flatMap(policy -> ground.models().under(db, policy.digest()).stream())
        .sorted(Comparator.comparing(Model::name))
        .toList();
  }

  /** Everything that the authors of its policy have against a submission being opened. */
  public List<Verdict.Reason> against(JdbcClient db, SubmissionOpened act) {
    return Examinees.against(
        act,
        ground.models().history(db, act.model()),
        Policies.publications(db),
        ground.persons().staff(db));
  }

  /** An act about a policy of a name, before what was published so far. */
  private record Case(
      Publications publications, PolicyAct act, String name, Optional<Policy> policy) {}

  private <T> Ruling<T> ruled(Moment moment, Case of, T answer) {
    PolicyAct act = of.act();
    List<Verdict.Reason> against =
        conduct(moment.db(), of.publications(), of.name()).against(act, of.policy());
    if (against.isEmpty()) {
      return Ruling.granted(act, answer);
    }
    return new Ruling.Refused<>(
        new Refusal(
            against.getFirst().code(),
            status(against.getFirst().code()),
            "This policy cannot be " + act.name().replace("policy.", "") + ".",
            against.stream().map(Verdict.Reason::sentence).toList(),
            help(act)));
  }

  private static String help(PolicyAct act) {
    return switch (act) {
      case PolicyProposed _ ->
          "A risk manager without a hand in a model under this policy proposes it, once each of"
              + " these is out of the way.";
      case PolicyWatched _ -> "A risk manager has a proposal watched that waits, once.";
      case PolicyPublished _ ->
          "Let another risk manager or administrator publish it, once each of these is out of the"
              + " way, or decline it.";
      case PolicyDeclined _ ->
          "Whoever proposed it, a risk manager or an administrator declines it.";
    };
  }

  private static int status(String code) {
    return PublicationConduct.ABOUT_PERSON.contains(code) ? 403 : 409;
  }

  private PublicationConduct conduct(JdbcClient db, Publications publications, String name) {
    return conduct(db, publications, name, ground.persons().staff(db));
  }

  private PublicationConduct conduct(
      JdbcClient db, Publications publications, String name, Staff staff) {
    Set<String> examined = new TreeSet<>();
    for (Model model : governed(db, name)) {
      examined.addAll(Contributors.ever(ground.models().history(db, model.id())));
    }
    return new PublicationConduct(publications, staff, examined);
  }

  private static <T> Ruling<T> gone(String proposal) {
    return new Ruling.Refused<>(
        refusal("policy.proposal", 409, "No proposal waits under " + proposal + " any more."));
  }

  private static Refusal refusal(String code, int status, String sentence) {
    return new Refusal(code, status, sentence, List.of(), "See the page Policies.");
  }
}
