// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelName;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.submissions.Looks;
import org.imprimatur.server.submissions.SubmissionRow;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.ui.view.Happening;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.SearchSheet;
import org.imprimatur.server.web.ui.view.SearchSheet.Group;
import org.imprimatur.server.web.ui.view.SearchSheet.Hit;
import org.springframework.stereotype.Component;

/**
 * Finds things by name, number and digest. Everything that it looks through is open to whoever may
 * read; of acts it offers those that the person may do.
 */
@Component
record Search(Places places, Deeds deeds, Persons persons, ActWords words) {
  private static final int MOST = 6;
  private static final int LONGEST = 200;
  private static final Pattern NUMBER = Pattern.compile("(?:[a-z]+ ?)?#?([1-9][0-9]{0,9})");
  private static final Pattern VERSION = Pattern.compile("(.*?)[ /@]?v([1-9][0-9]{0,8})");
  private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{6,64})");

  /** Where things are kept. */
  @Component
  record Places(
      Database database,
      Models models,
      Submissions submissions,
      Findings findings,
      Policies policies,
      Looks looks) {}

  SearchSheet found(Caller caller, String typed) {
    String asked = typed.strip().toLowerCase(Locale.ROOT);
    String looked = asked.substring(0, Math.min(LONGEST, asked.length()));
    List<Group> groups = looked.isEmpty() ? recent(caller) : groups(caller, looked);
    long number = groups.stream().mapToLong(group -> group.hits().size()).sum();
    String said =
        looked.isEmpty()
            ? "Type a name, a number, or six digits of a digest."
            : number == 0 ? "Nothing matches" : Words.counted(number, "result");
    return new SearchSheet(looked, said, groups);
  }

  /** Before anything is typed: what the person opened last, and what waits for them. */
  private List<Group> recent(Caller caller) {
    List<Group> groups = new ArrayList<>();
    add(
        groups,
        "Opened last",
        places.looks().recent(caller, MOST).stream().map(this::hit).toList());
    add(groups, "Your turn", deeds.of(caller, "", MOST));
    return groups;
  }

  private List<Group> groups(Caller caller, String looked) {
    List<ModelName> models = places.models().containing(name(looked), MOST);
    List<Group> groups = new ArrayList<>();
    add(groups, "Models", models.stream().map(Search::hit).toList());
    add(groups, "Versions", versions(looked, models));
    add(groups, "Submissions", submissions(looked, models));
    add(groups, "People", people(looked));
    add(groups, "Policies", policies(looked));
    add(groups, "Findings", findings(looked, models));
    add(groups, "Digests", digests(looked));
    add(groups, "Impact", traced(caller, looked));
    add(groups, "What you can do", deeds.of(caller, looked, MOST));
    return groups;
  }

  private static void add(List<Group> groups, String heading, List<Hit> hits) {
    if (!hits.isEmpty()) {
      groups.add(new Group(heading, hits.subList(0, Math.min(MOST, hits.size()))));
    }
  }

  /** {@code retail-credit v14} names a model as well. */
  private static String name(String looked) {
    Matcher version = VERSION.matcher(looked);
    return version.matches() && !version.group(1).isEmpty() ? version.group(1).strip() : looked;
  }

  private static Hit hit(ModelName model) {
    return new Hit("package", new Link(model.name(), "/models/" + model.name()), "Model");
  }

  /** That which is named, else the newest of the model that is meant. */
  private List<Hit> versions(String looked, List<ModelName> models) {
    if (models.isEmpty() || (models.size() > 1 && !models.getFirst().name().equals(name(looked)))) {
      return List.of();
    }
    Model model = places.models().byId(models.getFirst().id());
    Matcher named = VERSION.matcher(looked);
    if (named.matches() && !named.group(1).isEmpty()) {
      return model.find(Long.parseLong(named.group(2))).stream()
          .map(version -> hit(model, version.number(), version.stage()))
          .toList();
    }
    return model.versions().values().stream()
        .sorted((one, other) -> Long.compare(other.number(), one.number()))
        .limit(MOST / 2)
        .map(version -> hit(model, version.number(), version.stage()))
        .toList();
  }

  private static Hit hit(Model model, long version, String stage) {
    return new Hit(
        "git-branch",
        new Link(
            "%s v%d".formatted(model.name(), version),
            "/models/%s/v%d".formatted(model.name(), version)),
        Words.capital(stage));
  }

  private List<Hit> submissions(String looked, List<ModelName> models) {
    List<Hit> hits = new ArrayList<>();
    number(looked).flatMap(places.submissions()::row).map(this::hit).ifPresent(hits::add);
    for (ModelName model : models) {
      if (hits.size() < MOST) {
        places.submissions().newest(model.id(), MOST).forEach(row -> hits.add(hit(row)));
      }
    }
    return hits;
  }

  private Hit hit(SubmissionRow row) {
    return new Hit(
        "gavel",
        new Link("Submission " + row.number(), "/submissions/" + row.number()),
        "%s v%d, %s gate, %s"
            .formatted(places.models().name(row.model()), row.version(), row.gate(), row.status()));
  }

  private static Optional<Long> number(String looked) {
    Matcher number = NUMBER.matcher(looked);
    return number.matches() ? Optional.of(Long.parseLong(number.group(1))) : Optional.empty();
  }

  private List<Hit> people(String looked) {
    return persons.containing(looked, MOST).stream()
        .flatMap(person -> person.username().map(username -> hit(person, username)).stream())
        .toList();
  }

  private static Hit hit(Person person, String username) {
    return new Hit(
        "user", new Link(person.shown(), "/people/" + username), String.join(", ", person.roles()));
  }

  private List<Hit> policies(String looked) {
    return places.policies().containing(looked, MOST).stream()
        .map(
            policy ->
                new Hit(
                    "scale",
                    new Link(
                        "%s@%d".formatted(policy.name(), policy.number()),
                        "/policies/%s/%d".formatted(policy.name(), policy.number())),
                    "Policy"))
        .toList();
  }

  private List<Hit> findings(String looked, List<ModelName> models) {
    List<Hit> hits = new ArrayList<>();
    number(looked).flatMap(places.findings()::row).map(this::hit).ifPresent(hits::add);
    for (ModelName model : models) {
      if (hits.size() < MOST) {
        places.findings().newest(model.id(), MOST).forEach(row -> hits.add(hit(row)));
      }
    }
    return hits;
  }

  private Hit hit(FindingRow row) {
    return new Hit(
        "alert-octagon",
        new Link("Finding " + row.number(), "/findings/" + row.number()),
        "%s, %s severity, %s, %s"
            .formatted(
                places.models().name(row.model()),
                row.severity(),
                row.evidenceClass(),
                row.state().word()));
  }

  /** The newest entries of the log that name it, each with what happened. */
  private List<Hit> digests(String looked) {
    Matcher digest = DIGEST.matcher(looked);
    return digest.matches()
        ? Entries.digested(places.database().reader(), digest.group(1), MOST).stream()
            .map(words::happening)
            .map(Search::hit)
            .toList()
        : List.of();
  }

  /** What rests on a file whose whole digest is typed. */
  private static List<Hit> traced(Caller caller, String looked) {
    Matcher digest = DIGEST.matcher(looked);
    if (!digest.matches() || digest.group(1).length() < 64 || !ImpactWords.mayTrace(caller)) {
      return List.of();
    }
    String file = "sha256:" + digest.group(1);
    return List.of(
        new Hit(
            "flag",
            new Link("What rests on this file", ImpactWords.page("data", file)),
            "Every submission, with its link"));
  }

  private static Hit hit(Happening happening) {
    return new Hit(
        happening.icon(),
        new Link(happening.actor() + " " + happening.what().plain(), happening.entry().href()),
        "%s, %s".formatted(happening.when(), happening.entry().words()));
  }
}
