// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.stereotype.Component;

/** What moved under a sign-off that lapsed: the evidence of each class, figure by figure. */
@Component
record SinceSigned(Blobs blobs) {
  private static final int MOST = 40;

  /** The classes that a sign-off covers and that are other ones now; none once it is decided. */
  static Set<String> lapsed(Standing standing, SignoffGiven given) {
    var changed = new TreeSet<String>();
    if (standing.submission().status() == Status.OPEN) {
      Map<String, Digest> now = standing.input().dossier().digests();
      given
          .covers()
          .forEach(
              (name, digest) -> {
                if (!digest.equals(now.get(name))) {
                  changed.add(name);
                }
              });
    }
    return changed;
  }

  /** Two classes may have an item of the same name. */
  private record Place(String evidenceClass, String item) {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::evidenceClass).thenComparing(Place::item);

    static Place of(EvidenceRecorded act) {
      return new Place(act.evidenceClass(), act.item());
    }
  }

  /** Every figure that differs; empty where the sign-off stands, or no evidence tells it apart. */
  Optional<Table> table(Standing standing, SignoffGiven given) {
    return table(standing, lapsed(standing, given), given.at(), "When signed");
  }

  /**
   * The same of some classes since an instant.
   *
   * @param then the head of the figures as they were
   */
  Optional<Table> table(Standing standing, Set<String> classes, Instant since, String then) {
    Map<Place, EvidenceRecorded> before = new HashMap<>();
    Map<Place, EvidenceRecorded> now = new TreeMap<>(Place.ORDER);
    for (EvidenceRecorded act : standing.submission().evidence()) {
      if (classes.contains(act.evidenceClass())) {
        if (!act.at().isAfter(since)) {
          before.put(Place.of(act), act);
        }
        now.put(Place.of(act), act);
      }
    }
    List<Table.Row> rows = new ArrayList<>();
    now.forEach((place, act) -> rows.addAll(rows(Optional.ofNullable(before.get(place)), act)));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    boolean more = rows.size() > MOST;
    String caption =
        more ? "Changed since, the first %d of %d".formatted(MOST, rows.size()) : "Changed since";
    return Optional.of(
        new Table(
            caption,
            List.of(
                new Table.Head("Class", false),
                new Table.Head("What", false),
                new Table.Head(then, true),
                new Table.Head("Now", true)),
            more ? rows.subList(0, MOST) : rows));
  }

  private List<Table.Row> rows(Optional<EvidenceRecorded> before, EvidenceRecorded now) {
    if (before.map(EvidenceRecorded::evidence).equals(Optional.of(now.evidence()))) {
      return List.of();
    }
    Map<String, Metric> was = before.map(act -> metrics(act.evidence())).orElse(Map.of());
    Map<String, Metric> is = metrics(now.evidence());
    Set<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<Table.Row> rows = new ArrayList<>();
    for (String name : MetricWords.inOrder(names)) {
      String old = words(Optional.ofNullable(was.get(name)));
      String fresh = words(Optional.ofNullable(is.get(name)));
      if (!old.equals(fresh)) {
        rows.add(row(now, MetricWords.name(name), old, fresh));
      }
    }
    // Where no figure differs as it is written, the record itself does.
    return rows.isEmpty()
        ? List.of(
            row(
                now,
                now.item(),
                before.map(act -> act.evidence().brief()).orElse("not there"),
                now.evidence().brief()))
        : rows;
  }

  private static Table.Row row(EvidenceRecorded of, String what, String before, String now) {
    return Table.Row.of(
        Cell.of(Words.capital(of.evidenceClass())), Cell.of(what), Cell.of(before), Cell.of(now));
  }

  private static String words(Optional<Metric> metric) {
    return metric.map(one -> (one.words() + " " + one.interval()).strip()).orElse("–");
  }

  private Map<String, Metric> metrics(Digest evidence) {
    try {
      return blobs.find(evidence).map(Json::parse).orElse(Json.nothing()) instanceof Json.Obj found
          ? Metric.all(found)
          : Map.of();
    } catch (JsonException e) {
      // What somebody supplied need not be JSON.
      return Map.of();
    }
  }
}
