// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.json.Json;

/**
 * What of a submission rests on something that stands condemned.
 *
 * @param persons who stands condemned, also where nothing of the submission rests on them yet
 */
public record Condemned(List<Hit> hits, List<Cause> persons) {
  public static final Condemned NONE = new Condemned(List.of(), List.of());

  public Condemned {
    hits = List.copyOf(hits);
    persons = List.copyOf(persons);
  }

  /** A condemnation with one link by which the submission rests on what it condemns. */
  public record Hit(CauseCondemned by, Link link) {
    /** What a verdict holds of it beside the sentence. */
    public Json.Obj facts() {
      Json.Builder facts = Json.obj().put("condemnation", by.condemnation()).put("kind", by.kind());
      if (link instanceof Link.OfEvidence(var act, var _)) {
        facts.put("level", act.level());
        // Only then is it another act that came with the token: the one of the test set.
        if (Cause.of(by).filter(Cause::isToken).filter(cause -> !cause.brought(act)).isPresent()) {
          facts.put("testSet", true);
        }
      }
      return facts.build();
    }

    /** How evidence is replaced, by what a verdict holds of it. */
    public static Replaced replaced(Json.Obj facts) {
      return switch (Cause.Kind.of(facts.string("kind")).orElseThrow()) {
        case DATA -> Replaced.ANOTHER_TEST_SET;
        case CHECK -> Replaced.NOT;
        case ENGINE -> Replaced.COMPUTED_AGAIN;
        case CREDENTIAL ->
            facts.find("testSet").isPresent()
                ? Replaced.ANOTHER_TEST_SET
                : isSupplied(facts) ? Replaced.SUPPLIED_AGAIN : Replaced.COMPUTED_AGAIN;
        case PERSON -> isSupplied(facts) ? Replaced.SUPPLIED_AGAIN : Replaced.ANOTHER_TEST_SET;
      };
    }

    private static boolean isSupplied(Json.Obj facts) {
      return facts.string("level").equals("supplied");
    }

    /**
     * What is to be done about a version, a tier or a submission, in words that follow the
     * sentence.
     */
    public String advice() {
      return switch (link) {
        case Link.OfRisk _ -> " Another assessor has to confirm the tier again.";
        case Link.OfSubmission _ ->
            " State it anew where it was stated so, and submit the version again.";
        case Link _ -> " Register a version that does not rest on it.";
      };
    }

    /** By what it rests on the thing, and why that does not count. */
    public String sentence() {
      return "%s %s condemned %s at %s."
          .formatted(
              link.sentence(), by.by(), Cause.of(by).map(Cause::words).orElse(by.thing()), by.at());
    }
  }

  /** How evidence is replaced that rests on something condemned. */
  public enum Replaced {
    COMPUTED_AGAIN,
    SUPPLIED_AGAIN,
    ANOTHER_TEST_SET,
    /** The check itself is bad, so that computing it again says no more. */
    NOT
  }

  /** What stands against a submission. */
  public static Condemned of(Condemnations condemnations, Basis basis, Origins origins) {
    List<Hit> hits = new ArrayList<>();
    for (CauseCondemned one : condemnations.standing().values()) {
      Cause cause = Cause.of(one).orElseThrow();
      Links.of(basis, cause, origins).forEach(link -> hits.add(new Hit(one, link)));
      // Also one that its signer replaced: what replaced it may be taken away itself.
      Links.signOffs(basis.signOffs(), cause).stream()
          .filter(link -> !link.isRefusal())
          .forEach(link -> hits.add(new Hit(one, link)));
      basis
          .lender()
          .ifPresent(
              base ->
                  base.links(cause, origins).stream()
                      .filter(Link::carries)
                      .map(link -> new Link.OfEnvelope(base.opened().submission(), link))
                      .forEach(link -> hits.add(new Hit(one, link))));
    }
    List<Cause> persons =
        condemnations.standing().values().stream()
            .flatMap(one -> Cause.of(one).stream())
            .filter(cause -> cause.kind() == Cause.Kind.PERSON)
            .toList();
    return new Condemned(hits, persons);
  }

  /** Whether an approval that a person gives at an instant counts nowhere. */
  public boolean holds(String person, Instant at) {
    return persons.stream().anyMatch(cause -> cause.thing().equals(person) && cause.during(at));
  }

  /** Why an item of the dossier does not count. */
  public Optional<Hit> evidence(String evidenceClass, String item) {
    return first(
        link ->
            link instanceof Link.OfEvidence(var act, var _)
                && act.evidenceClass().equals(evidenceClass)
                && act.item().equals(item));
  }

  /** Why a sign-off does not count. */
  public Optional<Hit> signOff(String id) {
    return first(
        link -> link instanceof Link.OfSignOff(var act, var _) && act.signoff().equals(id));
  }

  /** Why a waiver does not count. */
  public Optional<Hit> waiver(String id) {
    return first(link -> link instanceof Link.OfWaiver(var act, var _) && act.waiver().equals(id));
  }

  /** Why a change envelope lends nothing. A sign-off that is taken away lends nothing by itself. */
  public Optional<Hit> envelope() {
    return first(
        link -> link instanceof Link.OfEnvelope(var _, var of) && !(of instanceof Link.OfSignOff));
  }

  /** What stands against the version itself, its tier, or the submission and what it pins. */
  public List<Hit> obstacles() {
    return hits.stream()
        .filter(
            hit ->
                switch (hit.link()) {
                  case Link.OfVersion _, Link.OfRisk _, Link.OfSubmission _ -> true;
                  case Link _ -> false;
                })
        .toList();
  }

  private Optional<Hit> first(Predicate<Link> fits) {
    return hits.stream().filter(hit -> fits.test(hit.link())).findFirst();
  }
}
