// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Runner;
import org.imprimatur.server.people.Runners;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What evidence is computed on: registered by a custodian who had no hand in the model. */
@Component
public final class Examinations {
  private static final int MOST_GROUPS = 20;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Runners runners;
  private final Persons persons;

  Examinations(
      Audit audit,
      Database database,
      Blobs blobs,
      Models models,
      Runners runners,
      Persons persons) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.runners = runners;
    this.persons = persons;
  }

  /** An examination as a custodian asks for it. */
  public record Terms(DataSets data, String id, Target target, Columns columns) {}

  /**
   * What versions are to predict.
   *
   * @param task {@code binary}, {@code multiclass} or {@code regression}
   * @param favourable the predicted class that is good for the person: 0 or 1 where there are two,
   *     a class or nothing where there are more, nothing for a number
   * @param cost what a wrong decision costs, where that is stated
   * @param classes of several, every one by its name; none where the rows say which there are.
   *     Without labels nobody knows them all
   */
  public record Target(
      String task, Label label, String favourable, Optional<Cost> cost, List<String> classes) {
    public static final String BINARY = "binary";
    private static final String MULTICLASS = "multiclass";
    private static final List<String> TASKS = List.of(BINARY, MULTICLASS, "regression");
    private static final int MOST_CLASSES = 1_000;

    public Target {
      classes = List.copyOf(classes);
    }

    public Target(String task, Label label, String favourable, Optional<Cost> cost) {
      this(task, label, favourable, cost, List.of());
    }

    /** The same where every class is named. */
    public Target among(List<String> named) {
      return new Target(task, label, favourable, cost, named);
    }

    /** Two classes. */
    public static Target binary(Label label, int favourable) {
      return new Target(BINARY, label, Integer.toString(favourable), Optional.empty());
    }

    /** The same where a wrong decision has a price. */
    public Target costing(Optional<Cost> price) {
      return new Target(task, label, favourable, price, classes);
    }

    private List<String> faults() {
      List<String> faults = new ArrayList<>();
      boolean two = task.equals(BINARY);
      if (!TASKS.contains(task)) {
        faults.add("task is binary, multiclass or regression.");
      }
      if (label.column().isBlank() || (two && label.positive().isBlank())) {
        faults.add("label needs a column, and its positive value where there are two classes.");
      }
      if (!two && !label.positive().isEmpty()) {
        faults.add("Only a label of two classes has a positive value.");
      }
      if (two && !List.of("0", "1").contains(favourable)) {
        faults.add("favourable is 0 or 1.");
      }
      if (task.equals("regression") && !favourable.isEmpty()) {
        faults.add("A predicted number has no favourable class.");
      }
      if (!two && cost.isPresent()) {
        faults.add("cost is what an error costs where there are two classes.");
      }
      if (!classes.isEmpty() && !areNamed()) {
        faults.add(
            "classes names each of 2 to 1,000 classes once, where the task is multiclass; the"
                + " favourable one is among them.");
      }
      if (!cost.map(Cost::isSound).orElse(true)) {
        faults.add("cost has fp and fn, each a number from 0 to 1e12.");
      }
      return faults;
    }

    private boolean areNamed() {
      Set<String> each = new HashSet<>(classes);
      return task.equals(MULTICLASS)
          && each.size() == classes.size()
          && classes.size() >= 2
          && classes.size() <= MOST_CLASSES
          && classes.stream().noneMatch(String::isBlank)
          && (favourable.isEmpty() || each.contains(favourable));
    }

    private void write(Json.Builder document) {
      Json.Builder named = Json.obj().put("column", label.column());
      if (task.equals(BINARY)) {
        document
            .put("label", named.put("positive", label.positive()).build())
            .put("favourable", Integer.parseInt(favourable));
        cost.ifPresent(price -> document.put("cost", price.toJson()));
        return;
      }
      document.put("task", task).put("label", named.build());
      if (!favourable.isEmpty()) {
        document.put("favourable", favourable);
      }
      if (!classes.isEmpty()) {
        document.put("classes", texts(classes));
      }
    }
  }

  /**
   * What a wrong decision costs, in any unit; a right one costs nothing.
   *
   * @param falsePositive a positive prediction for a negative row
   * @param falseNegative a negative prediction for a positive row
   */
  public record Cost(double falsePositive, double falseNegative) {
    private static final double MOST = 1e12;

    private boolean isSound() {
      return isSound(falsePositive) && isSound(falseNegative);
    }

    private static boolean isSound(double price) {
      return price >= 0 && price <= MOST;
    }

    private Json toJson() {
      return Json.obj().put("fp", falsePositive).put("fn", falseNegative).build();
    }
  }

  /**
   * The data of an examination: uploaded before, or named by digest alone where a runner holds
   * them.
   *
   * @param testSet what versions are scored on
   * @param reference what they were trained on, or what they will meet: for drift and leakage
   * @param heldBy the runner that holds the data
   */
  public record DataSets(Digest testSet, Optional<Digest> reference, Optional<String> heldBy) {
    /** Data that were uploaded. */
    public DataSets(Digest testSet, Optional<Digest> reference) {
      this(testSet, reference, Optional.empty());
    }
  }

  /**
   * The column that holds the recorded outcome.
   *
   * @param positive the value that counts as positive; empty where there are not two classes
   */
  public record Label(String column, String positive) {}

  /**
   * Columns by their part in the examination.
   *
   * @param segments columns by which performance is told apart
   * @param categorical columns of numbers that are codes of categories
   */
  public record Columns(
      List<String> groups,
      List<List<String>> intersections,
      List<String> prohibited,
      List<String> segments,
      List<String> categorical) {
    public Columns {
      groups = List.copyOf(groups);
      intersections = List.copyOf(intersections);
      prohibited = List.copyOf(prohibited);
      segments = List.copyOf(segments);
      categorical = List.copyOf(categorical);
    }
  }

  /** Registers the examination of a model; the test set was uploaded before. */
  public ExaminationRegistered register(Caller caller, String name, Terms terms) {
    caller.needs(Permission.EXAMINE);
    Optional<Runner> holder =
        terms.data().heldBy().flatMap(held -> runners.find(database.reader(), held));
    check(terms, holder);
    Digest examination = blobs.put(document(caller, terms, holder));
    return audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          Set<String> same = persons.staff(moment.db()).sameAs(caller.id(), model.since());
          if (model.isTouchedBy(same)) {
            return new Ruling.Refused<>(
                refusal(
                    "examination.contributor",
                    403,
                    List.of(
                        "You contributed to %s, or count as somebody who did; another custodian sets its exam."
                            .formatted(name))));
          }
          var act =
              new ExaminationRegistered(
                  caller.stamp(moment, Permission.EXAMINE),
                  model.id(),
                  examination,
                  terms.data().testSet(),
                  terms.data().reference());
          return Ruling.granted(act, act);
        });
  }

  private void check(Terms terms, Optional<Runner> holder) {
    List<String> reasons = new ArrayList<>();
    if (terms.data().heldBy().isPresent()) {
      if (!holder.map(Runner::isEffective).orElse(false)) {
        reasons.add(terms.data().heldBy().get() + " is no confirmed runner.");
      }
    } else {
      unlessUploaded("test set", terms.data().testSet(), reasons);
      terms
          .data()
          .reference()
          .ifPresent(reference -> unlessUploaded("reference", reference, reasons));
    }
    if (terms.data().reference().equals(Optional.of(terms.data().testSet()))) {
      reasons.add("The reference is the test set itself: nothing could differ.");
    }
    reasons.addAll(terms.target().faults());
    if (terms.columns().segments().size() > MOST_GROUPS) {
      reasons.add("At most " + MOST_GROUPS + " segments can be registered.");
    }
    if (terms.columns().groups().size() > MOST_GROUPS) {
      reasons.add("At most " + MOST_GROUPS + " groups can be registered.");
    }
    Set<String> groups = new HashSet<>(terms.columns().groups());
    if (groups.size() < terms.columns().groups().size()) {
      reasons.add("A group stands there twice.");
    }
    for (List<String> together : terms.columns().intersections()) {
      if (together.size() < 2 || !groups.containsAll(together)) {
        reasons.add("An intersection joins two or more of the groups, not " + together + ".");
      }
    }
    if (groups.contains(terms.target().label().column())) {
      reasons.add("The label cannot be a group.");
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException(refusal("examination.terms", 422, reasons));
    }
  }

  private void unlessUploaded(String name, Digest data, List<String> reasons) {
    if (!blobs.has(data)) {
      reasons.add("The " + name + " " + data + " was not uploaded.");
    }
  }

  private static Refusal refusal(String code, int status, List<String> reasons) {
    return new Refusal(
        code,
        status,
        "The examination was not registered.",
        reasons,
        "Correct what the reasons name, and register again.");
  }

  private static Json.Obj document(Caller caller, Terms terms, Optional<Runner> holder) {
    Json.Builder document =
        Json.obj()
            .put("imprimatur", "examination/v1")
            .put("testSet", terms.data().testSet().toString());
    holder.ifPresent(runner -> document.put("heldBy", runner.id()));
    terms
        .data()
        .reference()
        .ifPresent(reference -> document.put("reference", reference.toString()));
    terms.target().write(document.put("id", terms.id()));
    return document
        .put("groups", texts(terms.columns().groups()))
        .put(
            "intersections",
            Json.array(terms.columns().intersections().stream().map(Examinations::texts).toList()))
        .put("prohibited", texts(terms.columns().prohibited()))
        .put("segments", texts(terms.columns().segments()))
        .put("categorical", texts(terms.columns().categorical()))
        .put("closed", true)
        .put("custodian", caller.id())
        .build();
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  /** The document of a registered examination. */
  public Json.Obj document(Digest examination) {
    return blobs.document(examination);
  }

  /** How many rows a test set has, once evidence was computed on it. */
  public OptionalLong rows(Digest testSet) {
    for (Act act : Entries.acts(database.reader(), testSet.toString())) {
      if (act instanceof EvidenceRecorded recorded
          && !recorded.level().equals(Policy.Level.SUPPLIED.word())
          && blobs.document(recorded.evidence()).object("tables").find("counts").orElse(null)
              instanceof Json.Obj counts
          && counts.find("rows").isPresent()) {
        return OptionalLong.of(counts.integer("rows"));
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a digest is a test set or a reference: only custodians may have its bytes. */
  public boolean isTestSet(Digest digest) {
    return isTestSet(database.reader(), digest);
  }

  /** The same on a connection. */
  public static boolean isTestSet(JdbcClient db, Digest digest) {
    return db.sql("SELECT COUNT(*) FROM test_sets WHERE digest = ?")
            .param(digest.toString())
            .query(Long.class)
            .single()
        > 0;
  }
}
