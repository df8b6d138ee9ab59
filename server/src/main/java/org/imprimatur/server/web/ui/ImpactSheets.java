// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.monitoring.CondemnationConduct;
import org.imprimatur.proof.monitoring.Impact;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.CauseNames;
import org.imprimatur.server.monitoring.Impacts;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.web.ui.view.ImpactSheet;
import org.imprimatur.server.web.ui.view.ImpactSheet.Asked;
import org.imprimatur.server.web.ui.view.ImpactSheet.Condemned;
import org.imprimatur.server.web.ui.view.ImpactSheet.Form;
import org.imprimatur.server.web.ui.view.ImpactSheet.Kind;
import org.imprimatur.server.web.ui.view.ImpactSheet.OfModel;
import org.imprimatur.server.web.ui.view.ImpactSheet.Row;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Puts the page of a trace together. */
@Component
record ImpactSheets(
    Impacts impacts,
    Models models,
    Persons persons,
    Names names,
    Times times,
    TokenWords tokens,
    InstantSource clock) {
  private static final int DAYS = 30;

  private static final String TOKENS =
      "Found is what says that it came with the token. Entries of before tokens were named do not:"
          + " trace whoever holds it for that time. Production data and signals that it sent are no"
          + " part of an approval.";

  private static final List<Kind> KINDS =
      List.of(
          new Kind("data", "A file, by its digest"),
          new Kind(CauseNames.TEST_SET, "The test set of a model, by the model's name"),
          new Kind("check", "A check in one version, such as performance/1"),
          new Kind(
              "engine", "The engines of this server (imprimatur), a runner, or one in a version"),
          new Kind("credential", "A passkey or a token, by its id"),
          new Kind("person", "A person, by user name"));

  static Asked asked(String kind, String thing, String from, String until) {
    return new Asked(kind, thing, from, until, KINDS);
  }

  /** The page before anything is asked, with everything that stands condemned. */
  ImpactSheet empty(Caller caller, Asked asked, String problem) {
    return new ImpactSheet(
        asked,
        "",
        problem,
        condemned(caller, impacts.condemned().values()),
        List.of(),
        form(false, ""),
        "",
        "",
        null,
        List.of());
  }

  ImpactSheet trace(Caller caller, Asked asked, Cause cause, Impacts.Part part) {
    List<OfModel> found = ofModels(part);
    long submissions = part.models().stream().mapToLong(one -> one.impacts().size()).sum();
    return new ImpactSheet(
        asked,
        names.in(cause.words()),
        "",
        condemned(caller, impacts.condemning(cause)),
        found,
        form(caller, cause),
        "%s of %s here; %s it in all."
            .formatted(
                Words.counted(submissions, "submission"),
                Words.counted(found.size(), "model"),
                Words.counted(part.named(), "model") + (part.named() == 1 ? " names" : " name")),
        cause.isToken() ? TOKENS : part.unnamed().map(ImpactSheets::unnamed).orElse(""),
        part.next()
            .map(next -> new Link("More models", address(asked) + "&after=" + next))
            .orElse(null),
        links(asked, cause));
  }

  /** Said also where there is none, so that nobody has to guess. */
  private static String unnamed(Impacts.Unnamed one) {
    return one.items() == 0
        ? "All computed evidence in the log says which engines computed it."
        : "%s of computed evidence in %s %s no engines, and cannot be found by a version: trace the engines of this server or the runner for the time in question."
            .formatted(
                Words.counted(one.items(), "item"),
                Words.counted(one.submissions(), "submission"),
                one.items() == 1 ? "names" : "name");
  }

  static String address(Asked asked) {
    return ImpactWords.page(asked.kind(), asked.thing())
        + ImpactWords.part("from", asked.from())
        + ImpactWords.part("until", asked.until());
  }

  private List<Link> links(Asked asked, Cause cause) {
    List<Link> links = new ArrayList<>();
    links.add(new Link("Download JSON", address(asked).replace("/impact?", "/impact.json?")));
    switch (cause.kind()) {
      case PERSON ->
          persons
              .byId(cause.thing())
              .username()
              .ifPresent(name -> links.add(new Link("The person", "/people/" + name)));
      case CREDENTIAL -> links.addAll(ofCredential(cause));
      case DATA, CHECK, ENGINE -> {}
    }
    links.add(new Link("Another thing", "/impact"));
    return links;
  }

  private static List<Link> ofCredential(Cause cause) {
    String id = cause.thing();
    return cause.isToken()
        ? List.of(
            new Link("Every entry that names it", "/audit?with=" + id),
            new Link("The token", TokenWords.page(id)))
        : List.of(new Link("Every sign-off by it", "/passkeys/" + id));
  }

  private Form form(Caller caller, Cause cause) {
    CondemnationConduct conduct = impacts.conduct(cause);
    boolean decides = caller.may(Permission.REVIEW) && conduct.mayDecide(caller.id());
    if (decides && impacts.stands(cause)) {
      return form(false, "");
    }
    return decides
        ? form(true, "")
        : form(
            false, "A risk manager condemns it, who neither is it nor holds nor answers for it.");
  }

  private Form form(boolean condemns, String cannot) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new Form(
        condemns,
        cannot,
        today.plusDays(DAYS).toString(),
        today.plusDays(Reopening.MOST_DAYS).toString());
  }

  private List<Condemned> condemned(Caller caller, Collection<CauseCondemned> all) {
    List<Condemned> condemned = new ArrayList<>();
    for (CauseCondemned one : all) {
      Optional<Cause> cause = Cause.of(one);
      boolean decides =
          caller.may(Permission.REVIEW)
              && cause.map(impacts::conduct).filter(by -> by.mayDecide(caller.id())).isPresent();
      boolean own = one.by().equals(caller.id());
      condemned.add(
          new Condemned(
              one.condemnation(),
              new Link(
                  Words.sentence(names.in(cause.map(Cause::words).orElse(one.thing()))),
                  ImpactWords.page(one.kind(), one.thing())),
              impacts.words(one.reason()),
              names.person(one.by(), times.at(one.at())),
              one.due()
                  .map(
                      day ->
                          "What is opened again for it is to be decided anew by the end of %s (UTC)."
                              .formatted(day(day)))
                  .orElse(""),
              cause
                  .filter(Cause::isToken)
                  .map(token -> tokens.afterCondemnation(token.thing()))
                  .orElse(null),
              decides,
              decides && !own,
              decides && own ? "Another risk manager without a hand in it lifts it." : ""));
    }
    return condemned;
  }

  private static String day(String day) {
    return Times.day(LocalDate.parse(day));
  }

  private List<OfModel> ofModels(Impacts.Part part) {
    Set<String> standing = impacts.condemned().keySet();
    List<OfModel> all = new ArrayList<>();
    for (Impacts.OfModel one : part.models()) {
      String name = models.name(one.model());
      all.add(
          new OfModel(
              new Link(name, "/models/" + name),
              one.impacts().stream().map(impact -> row(name, impact, standing)).toList()));
    }
    return all;
  }

  private Row row(String model, Impact impact, Set<String> standing) {
    long version = impact.opened().version();
    List<Text> links = new ArrayList<>();
    impact.links().forEach(link -> links.add(Text.of(names.in(link.sentence()))));
    impact.watch().stream()
        .flatMap(watch -> watch.reopened().stream())
        .forEach(by -> links.add(reopened(by, standing.contains(by.condemnation()))));
    return new Row(
        impact.number(),
        new Link("Submission " + impact.number(), "/submissions/" + impact.number()),
        new Link("v" + version, "/models/%s/v%d".formatted(model, version)),
        mark(impact.state()),
        links,
        impact.live() && impact.carries());
  }

  /** The day is told while it means something: until the condemnation is lifted. */
  private Text reopened(VersionReopened by, boolean stands) {
    String day =
        by.due().filter(_ -> stands).map(due -> ", to be decided anew by " + day(due)).orElse("");
    return Text.of(
        "Opened again on %s as %s%s%s."
            .formatted(
                times.at(by.at()), by.condemnation(), stands ? "" : ", which was lifted", day));
  }

  static Mark mark(Impact.State state) {
    String word = Words.capital(state.word());
    return switch (state) {
      case OPEN -> new Mark(word, "hourglass", "wait");
      case IN_PRODUCTION -> new Mark(word, "rocket", "warn");
      case SUSPENDED -> new Mark(word, "shield-off", "bad");
      case PROMOTED -> new Mark(word, "circle-check", "ok");
      case SUPERSEDED, RETIRED, WITHDRAWN -> new Mark(word, "circle-minus", "mute");
    };
  }
}
