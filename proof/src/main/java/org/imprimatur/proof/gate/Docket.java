// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.review.Review;

/**
 * A submission as the records tell it. A server reads it from its tables and a replay from the acts
 * alone; both come to the same {@link GateInput}, because this is the only way to one.
 *
 * @param policy the pinned policy
 * @param opened what the submission pinned
 * @param model what is known of the model and the version now
 * @param filed the evidence in the order it was recorded; the last of an item counts
 * @param signOffs the sign-offs in the order they were given, withdrawn ones left out
 * @param review the findings of the model and the challenges of the submission
 * @param decided what else people decided
 */
public record Docket(
    Policy policy,
    SubmissionOpened opened,
    Known model,
    List<Filed> filed,
    List<SignoffGiven> signOffs,
    People people,
    Review review,
    Decided decided) {
  public Docket {
    filed = List.copyOf(filed);
    signOffs = List.copyOf(signOffs);
  }

  /**
   * The model and the version as they stand now.
   *
   * @param confirmation the confirmed risk assessment
   * @param stage where the version stands
   * @param champion the version that holds the stage asked for
   */
  public record Known(
      RiskConfirmed confirmation,
      String cutoff,
      String stage,
      Optional<Champion> champion,
      Papers papers,
      Latest latest) {}

  /**
   * The documents behind the digests.
   *
   * @param card digest of the version's model card
   * @param examination the pinned examination/v1
   * @param promises the pinned promises/v1
   * @param envelope the pinned envelope/v1
   */
  public record Papers(
      Optional<Digest> card,
      Optional<Json.Obj> examination,
      Optional<Json.Obj> promises,
      Optional<Json.Obj> envelope) {
    /** Where no change envelope is pinned. */
    public Papers(
        Optional<Digest> card, Optional<Json.Obj> examination, Optional<Json.Obj> promises) {
      this(card, examination, promises, Optional.empty());
    }
  }

  /** What the model has now of the things that a submission pins, and who owns it. */
  public record Latest(
      Digest use,
      Digest assessment,
      Optional<Digest> examination,
      Optional<Digest> promises,
      Optional<Digest> envelope,
      String owner) {
    /** Where no change envelope is stated. */
    public Latest(
        Digest use,
        Digest assessment,
        Optional<Digest> examination,
        Optional<Digest> promises,
        String owner) {
      this(use, assessment, examination, promises, Optional.empty(), owner);
    }
  }

  /**
   * What people decided beside signing, and the terms of their sign-offs.
   *
   * @param terms by the id of the sign-off; one without terms has none here
   * @param rejections what the version brings along from earlier submissions
   * @param bypasses every bypass of the model
   * @param under what it rests on, where it was opened under a change envelope
   * @param condemned what of the submission rests on something that stands condemned
   */
  public record Decided(
      Decisions decisions,
      Map<String, Terms> terms,
      List<SignoffGiven> rejections,
      Bypasses bypasses,
      Optional<Under> under,
      Condemned condemned) {
    public static final Decided NOTHING =
        new Decided(Decisions.NONE, Map.of(), List.of(), Bypasses.NONE);

    /** Where nothing is condemned. */
    public Decided(
        Decisions decisions,
        Map<String, Terms> terms,
        List<SignoffGiven> rejections,
        Bypasses bypasses,
        Optional<Under> under) {
      this(decisions, terms, rejections, bypasses, under, Condemned.NONE);
    }

    /** Of a submission that has to do with no change envelope. */
    public Decided(
        Decisions decisions,
        Map<String, Terms> terms,
        List<SignoffGiven> rejections,
        Bypasses bypasses) {
      this(decisions, terms, rejections, bypasses, Optional.empty());
    }

    public Decided {
      terms = Map.copyOf(terms);
      rejections = List.copyOf(rejections);
    }
  }

  /** A recorded item with its content. */
  public record Filed(EvidenceRecorded act, Json.Obj content) {}

  /**
   * Every sign-off that the gate asks for in the tier of the model, in the policy's order, also
   * where it only watches yet: their places stay.
   */
  public List<Requirement.SignOff> asked() {
    return signOffs(policy.asked(opened.gate(), model.confirmation().tier()));
  }

  /** The sign-offs that the gate asks for at an instant, without what is only watched then. */
  public List<Requirement.SignOff> asked(Instant at) {
    return signOffs(enforced(at));
  }

  /** What the gate asks at an instant, without what is only watched then. */
  public List<Requirement> enforced(Instant at) {
    return policy.enforced(
        opened.gate(), model.confirmation().tier(), people.circumstances().lines(), at);
  }

  private static List<Requirement.SignOff> signOffs(List<Requirement> requirements) {
    return requirements.stream().flatMap(requirement -> requirement.signOffs().stream()).toList();
  }

  /** Whether a person may begin a hold at an instant. */
  public boolean mayBeginHold(String person, Instant at) {
    return Holds.mayBegin(person, people.at(at), asked(at));
  }

  /** Whether a person may end the current hold at an instant. */
  public boolean mayEndHold(String person, Instant at) {
    return decided.decisions().holds().mayEnd(person, people.at(at), asked(at));
  }

  /** Whether a person may take the submission back: whoever opened it, or answers for the model. */
  public boolean mayWithdraw(String person) {
    return person.equals(opened.by()) || person.equals(model.latest().owner());
  }

  public GateInput input(Instant at) {
    var subject =
        new GateInput.Subject(
            opened.policy(),
            opened.gate(),
            model.confirmation().tier(),
            new GateInput.Standing(
                stage(),
                moved(),
                model.champion().map(Champion::manifest),
                debts(),
                decided.condemned()),
            new GateInput.Bytes(opened.manifest(), model.cutoff()),
            model.papers().examination().map(this::exam));
    return new GateInput(
        policy,
        subject,
        dossier(),
        standing(),
        people.at(at),
        decided.decisions(),
        decided.under(),
        at);
  }

  /**
   * The same judged once more after its promotion: with what people said of the same files in later
   * submissions and what they found of the model since, for the use and the risk of now, and by the
   * examination, the promises and the change envelope that it was approved with. A test set that
   * was found bad is condemned; one that was merely followed by another takes nothing from what was
   * examined on it.
   *
   * @param acts all acts of the model, with those of its submissions, in the log's order
   */
  public Docket again(Collection<? extends Act> acts, Condemnations condemnations) {
    List<SignoffGiven> all = new ArrayList<>(signOffs);
    all.addAll(Rejections.since(acts, opened, condemnations));
    Latest latest =
        new Latest(
            model.latest().use(),
            model.latest().assessment(),
            opened.examination(),
            opened.promises(),
            opened.envelope(),
            model.latest().owner());
    Known known =
        new Known(
            model.confirmation(),
            model.cutoff(),
            model.stage(),
            model.champion(),
            model.papers(),
            latest);
    Review now = Review.now(acts, opened.submission());
    return new Docket(policy, opened, known, filed, all, people, now, decided);
  }

  /** The bypass that nobody ratified or rolled back; a passing gate ratifies it. */
  public Optional<VersionBypassed> debt() {
    return decided.bypasses().debt(opened.submission());
  }

  /** A bypassed version is judged where it came from: it passed no gate yet. */
  private String stage() {
    return debt().map(debt -> debt.move().from()).orElse(model.stage());
  }

  /** The open debts of the model, but for that which a passing gate would settle. */
  private List<VersionBypassed> debts() {
    return decided.bypasses().open().stream()
        .filter(debt -> debt.submission() != opened.submission())
        .toList();
  }

  /** What was replaced since the submission was opened; such a submission cannot pass. */
  private List<String> moved() {
    List<String> moved = new ArrayList<>();
    if (!model.latest().use().equals(opened.use())) {
      moved.add("use");
    }
    if (!model.latest().assessment().equals(opened.risk())) {
      moved.add("risk assessment");
    }
    if (!model.latest().examination().equals(opened.examination())) {
      moved.add("examination");
    }
    if (!model.latest().promises().equals(opened.promises())) {
      moved.add("promises");
    }
    // One under an envelope pins none; whether that of its base still is the model's is judged.
    if (opened.under().isEmpty() && !model.latest().envelope().equals(opened.envelope())) {
      moved.add("change envelope");
    }
    return moved;
  }

  private GateInput.Exam exam(Json.Obj examination) {
    return new GateInput.Exam(
        opened.examination().orElseThrow(),
        Digest.parse(examination.string("testSet")),
        examination.string("custodian"),
        strings(examination, "groups"),
        new TreeSet<>(strings(examination, "prohibited")));
  }

  private static List<String> strings(Json.Obj object, String member) {
    Json.Arr array = object.array(member);
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      strings.add(array.string(i));
    }
    return strings;
  }

  /** Everything filed, with what stands in the records beside it: sign-offs cover that as well. */
  public Dossier dossier() {
    SortedMap<String, SortedMap<String, Dossier.Item>> classes = new TreeMap<>();
    note(classes, "artifact", "manifest", opened.manifest(), Json.obj().build());
    model
        .papers()
        .card()
        .ifPresent(card -> note(classes, "documentation", "card", card, Json.obj().build()));
    note(
        classes,
        "risk",
        "assessment",
        model.confirmation().assessment(),
        Json.obj().put("tier", model.confirmation().tier()).build());
    note(
        classes,
        "risk",
        "confirmation",
        Digest.of(model.confirmation().bytes()),
        Json.obj().build());
    model
        .papers()
        .promises()
        .ifPresent(
            promises ->
                note(classes, "operations", "promises", opened.promises().orElseThrow(), promises));
    model
        .papers()
        .envelope()
        .ifPresent(
            envelope ->
                note(classes, "operations", "envelope", opened.envelope().orElseThrow(), envelope));
    for (Filed item : filed) {
      classes
          .computeIfAbsent(item.act().evidenceClass(), name -> new TreeMap<>())
          .put(
              item.act().item(),
              new Dossier.Item(
                  item.act().evidence(),
                  Policy.Level.of(item.act().level()).orElse(Policy.Level.SUPPLIED),
                  item.act().inputs(),
                  item.content()));
    }
    return new Dossier(classes, review);
  }

  private void note(
      SortedMap<String, SortedMap<String, Dossier.Item>> classes,
      String evidenceClass,
      String name,
      Digest digest,
      Json.Obj content) {
    classes
        .computeIfAbsent(evidenceClass, _ -> new TreeMap<>())
        .put(
            name,
            new Dossier.Item(
                digest, Policy.Level.COMPUTED_HERE, List.of(opened.manifest()), content));
  }

  /** Where a sign-off sits: a later one in the same seat takes its place. */
  public static List<String> seat(SignoffGiven given) {
    return List.of(given.by(), given.role(), given.delegator().orElse(given.by()));
  }

  private OptionalLong earlier(SignoffGiven given) {
    return given.submission() == opened.submission()
        ? OptionalLong.empty()
        : OptionalLong.of(given.submission());
  }

  /**
   * The latest sign-off of each person in each role, a rejection before this submission too. What a
   * condemnation takes away stands beside what it replaced, and replaces nothing: a stolen passkey
   * ends nobody's refusal.
   */
  private List<SignOff> standing() {
    Map<List<String>, SignOff> latest = new LinkedHashMap<>();
    List<SignoffGiven> all = new ArrayList<>(decided.rejections());
    all.addAll(signOffs);
    for (SignoffGiven given : all) {
      List<String> seat = new ArrayList<>(seat(given));
      if (decided.condemned().signOff(given.signoff()).isPresent()) {
        seat.add("condemned");
      }
      latest.remove(seat);
      SignOff.Decision.of(given.decision())
          .ifPresent(
              decision ->
                  latest.put(
                      seat,
                      new SignOff(
                          given.signoff(),
                          given.by(),
                          given.role(),
                          given.meaning(),
                          decision,
                          given.method(),
                          given.covers(),
                          new SignOff.Backing(
                              given.statement(),
                              decided.terms().getOrDefault(given.signoff(), Terms.NONE),
                              given.answers(),
                              given.delegator(),
                              given.requirement(),
                              earlier(given)))));
    }
    return List.copyOf(latest.values());
  }
}
