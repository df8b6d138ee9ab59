// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The integer tables of {@code performance.multiclass/1} and the metrics that follow from them.
 *
 * @param classes the names of the classes in the order of their numbers
 * @param scores nothing where only predicted classes are known
 * @param segments the same by the values of every registered column; theirs have none
 * @param interval that of the means of what each row adds
 */
public record Multiclass(
    List<String> classes,
    ClassConfusion confusion,
    Optional<ClassScores> scores,
    List<Parted<Multiclass>> segments,
    MeanInterval interval) {
  /** Most cells that the confusion tables of all segments have together. */
  public static final long MOST_SEGMENT_CELLS = 1L << 23;

  /** The numbers of best scores among which a label may be, as metrics are named after them. */
  private static final int[] TOP = {2, 3, 5};

  /** The metrics that are told of a segment: those that have an interval and say the most. */
  private static final List<String> BY_SEGMENT =
      List.of(
          "accuracy",
          "balanced_accuracy",
          "precision_macro",
          "recall_macro",
          "f1_macro",
          "f1_weighted",
          "roc_auc_ovr_macro",
          "roc_auc_ovr_weighted",
          "log_loss",
          "brier");

  private static final String NO_SCORES = "There are no scores, only predicted classes.";

  public Multiclass {
    classes = List.copyOf(classes);
    segments = List.copyOf(segments);
    if (classes.size() != confusion.classes()) {
      throw new IllegalArgumentException("Every class of a confusion table has a name");
    }
  }

  public Multiclass(
      List<String> classes,
      ClassConfusion confusion,
      Optional<ClassScores> scores,
      List<Parted<Multiclass>> segments) {
    this(classes, confusion, scores, segments, MeanInterval.STUDENT);
  }

  private ClassFigures figures() {
    return new ClassFigures(classes, confusion);
  }

  /** Every metric by name, in the order of reading. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    decisions(metrics);
    scored(metrics);
    for (int of = 0; of < classes.size(); of++) {
      String prefix = "class." + classes.get(of) + ".";
      ofClass(of).forEach((name, estimate) -> metrics.put(prefix + name, estimate));
    }
    return metrics;
  }

  private void decisions(Map<String, Estimate> to) {
    ClassFigures figures = figures();
    to.put("accuracy", figures.accuracy("accuracy/1"));
    to.put("balanced_accuracy", figures.balancedAccuracy());
    for (ClassRate rate : ClassRate.values()) {
      String name = rate.word();
      to.put(name + "_macro", figures.macro(rate));
      to.put(name + "_micro", figures.accuracy(name + "_micro/1"));
      to.put(name + "_weighted", figures.weighted(rate));
    }
    for (ClassRate rate : List.of(ClassRate.PRECISION, ClassRate.RECALL)) {
      to.put(rate.word() + "_macro_zero_division_0", figures.macroOrZero(rate));
    }
    to.put("precision_weighted_zero_division_0", figures.weightedOrZero(ClassRate.PRECISION));
    to.put("mcc", figures.matthews());
    to.put("cohen_kappa", figures.kappa());
  }

  private void scored(Map<String, Estimate> to) {
    long rows = confusion.rows();
    mean(to, "log_loss", found -> found.logLoss().mean("log_loss", rows, 1e9, interval));
    mean(to, "brier", found -> found.brier().mean("brier", rows, 2, interval));
    add(to, "ece_10", probable(), found -> Estimate.of("ece_10/1", found.bins().expectedError()));
    add(to, "mce_10", probable(), found -> Estimate.of("mce_10/1", found.bins().largestError()));
    String macro = "roc_auc_ovr_macro";
    add(to, macro, ranked(), found -> found.mean(macro + "/1", classes, Ranking::rocAuc, _ -> 1));
    String weighted = "roc_auc_ovr_weighted";
    add(
        to,
        weighted,
        ranked(),
        found ->
            found.mean(
                weighted + "/1", classes, Ranking::rocAuc, of -> (double) confusion.truth(of)));
    paired(to);
    for (int best : TOP) {
      if (best < classes.size()) {
        String name = "top_" + best + "_accuracy";
        add(
            to,
            name,
            ranked(),
            found -> Estimate.rate(name + "/1", found.top().get(best - 1), rows));
      }
    }
  }

  /** What needs every two classes, or all scores in one ranking, and the mean precision. */
  private void paired(Map<String, Estimate> to) {
    ofPairs(
        to, "roc_auc_ovr_micro", (name, pairs) -> ClassPairs.ofAll(name, pairs.pooled().rocAuc()));
    for (boolean weighted : new boolean[] {false, true}) {
      String ending = weighted ? "_weighted" : "_macro";
      ofPairs(
          to,
          "roc_auc_ovo" + ending,
          (name, pairs) -> pairs.ofPairs(name, classes, scores.orElseThrow().rankings(), weighted));
      String precision = "average_precision" + ending;
      add(
          to,
          precision,
          ranked(),
          found ->
              found.mean(
                  precision + "/1",
                  classes,
                  Ranking::averagePrecision,
                  of -> weighted ? (double) confusion.truth(of) : 1));
    }
    ofPairs(
        to,
        "average_precision_micro",
        (name, pairs) -> ClassPairs.ofAll(name, pairs.pooled().averagePrecision()));
  }

  /** A figure of pairs of classes, by its definition. */
  private interface OfPairs {
    Estimate of(String definition, ClassPairs pairs);
  }

  private void ofPairs(Map<String, Estimate> to, String name, OfPairs figure) {
    String definition = name + "/1";
    add(
        to,
        name,
        ranked(),
        found ->
            found
                .pairs()
                .map(pairs -> figure.of(definition, pairs))
                .orElseGet(() -> ClassPairs.tooMany(definition)));
  }

  /** A figure of the scores. */
  private interface Figure {
    Estimate of(ClassScores scores);
  }

  private void add(Map<String, Estimate> to, String name, @Nullable String blocked, Figure figure) {
    add(to, name, name + "/1", blocked, figure);
  }

  /** A mean of what each row adds where its scores are probabilities. */
  private void mean(Map<String, Estimate> to, String name, Figure figure) {
    add(to, name, interval.definition(name), probable(), figure);
  }

  private void add(
      Map<String, Estimate> to,
      String name,
      String definition,
      @Nullable String blocked,
      Figure figure) {
    to.put(
        name,
        blocked == null && scores.isPresent()
            ? figure.of(scores.get())
            : Estimate.undefined(definition, blocked == null ? NO_SCORES : blocked));
  }

  private @Nullable String ranked() {
    if (scores.isEmpty()) {
      return NO_SCORES;
    }
    return confusion.rows() == 0 ? Estimate.NO_ROWS : null;
  }

  private @Nullable String probable() {
    long unfit = scores.map(ClassScores::unfit).orElse(0L);
    return unfit > 0
        ? "The scores of "
            + unfit
            + " of "
            + confusion.rows()
            + " rows are no probabilities: one lies outside [0, 1], or they do not add up to 1."
        : ranked();
  }

  private Map<String, Estimate> ofClass(int of) {
    ClassFigures figures = figures();
    Map<String, Estimate> found = new LinkedHashMap<>();
    for (ClassRate rate : ClassRate.values()) {
      found.put(rate.word(), figures.of(rate, of, rate.word() + "/1"));
    }
    found.put("support", Estimate.of("support/1", (double) confusion.truth(of)));
    found.put(
        "selection_rate",
        Estimate.rate("selection_rate/1", confusion.predicted(of), confusion.rows()));
    add(found, "roc_auc", ranked(), each -> each.rankings().get(of).rocAuc());
    add(found, "average_precision", ranked(), each -> each.rankings().get(of).averagePrecision());
    return found;
  }

  /** The same as tables for reading. */
  public Json details() {
    Json.Builder each = Json.obj();
    for (int of = 0; of < classes.size(); of++) {
      Json.Builder figures = Json.obj();
      ofClass(of).forEach((name, estimate) -> figures.put(name, estimate.toJson()));
      each.put(classes.get(of), figures.build());
    }
    Json.Builder json =
        Json.obj()
            .put("rows", confusion.rows())
            .put(
                "confusion",
                Json.obj()
                    .put("labels", Json.array(classes.stream().map(Json::of).toList()))
                    .put("matrix", confusion.matrix())
                    .build())
            .put("classes", each.build());
    scores.ifPresent(
        found ->
            json.put("calibration", Json.obj().put("bins_10", found.bins().details()).build()));
    if (!segments.isEmpty()) {
      Json by = Parted.details(segments, Parted.Kind.SEGMENT, Multiclass::segment);
      json.put("segments", Json.obj().put("overall", segment()).put("by", by).build());
    }
    return json.build();
  }

  /** The figures of one segment, or of all rows as if they were one; of classes that occur. */
  private Json segment() {
    Map<String, Estimate> found = new LinkedHashMap<>();
    decisions(found);
    scored(found);
    Json.Builder json = Json.obj().put("n", confusion.rows());
    BY_SEGMENT.forEach(name -> json.put(name, Objects.requireNonNull(found.get(name)).toJson()));
    Json.Builder each = Json.obj();
    for (int i = 0; i < classes.size(); i++) {
      int of = i;
      if (confusion.truth(of) + confusion.predicted(of) > 0) {
        Map<String, Estimate> own = new LinkedHashMap<>();
        own.put("recall", figures().of(ClassRate.RECALL, of, "recall/1"));
        own.put("precision", figures().of(ClassRate.PRECISION, of, "precision/1"));
        add(own, "roc_auc", ranked(), scored -> scored.rankings().get(of).rocAuc());
        Json.Builder figures = Json.obj().put("support", confusion.truth(of));
        own.forEach((name, estimate) -> figures.put(name, estimate.toJson()));
        each.put(classes.get(of), figures.build());
      }
    }
    return json.put("classes", each.build()).build();
  }

  public Json tables() {
    Json.Builder json =
        counts().put("classes", Json.array(classes.stream().map(Json::of).toList()));
    if (!segments.isEmpty()) {
      json.put(
          "segments",
          Parted.details(segments, Parted.Kind.SEGMENT, segment -> segment.counts().build()));
    }
    interval.into(json);
    return json.build();
  }

  private Json.Builder counts() {
    Json.Builder json = Json.obj().put("confusion", confusion.toJson());
    scores.ifPresent(found -> json.put("scores", found.toJson()));
    return json;
  }

  public static Multiclass fromTables(Json.Obj json) {
    List<String> classes = Values.texts(json.array("classes"));
    MeanInterval interval = MeanInterval.fromTables(json);
    Json.Obj columns = json.find("segments").map(Json.Obj.class::cast).orElse(Json.obj().build());
    long values = 0;
    for (Json column : columns.members().values()) {
      values += ((Json.Obj) column).members().size();
    }
    if (values * classes.size() * classes.size() > MOST_SEGMENT_CELLS) {
      throw new IllegalArgumentException("There are too many segments for so many classes");
    }
    return fromTables(
        classes,
        json,
        Parted.fromDetails(
            columns,
            Parted.Kind.SEGMENT,
            segment -> fromTables(classes, segment, List.of(), interval)),
        interval);
  }

  private static Multiclass fromTables(
      List<String> classes,
      Json.Obj counts,
      List<Parted<Multiclass>> segments,
      MeanInterval interval) {
    return new Multiclass(
        classes,
        ClassConfusion.fromJson(classes.size(), counts.array("confusion")),
        counts.find("scores").map(found -> ClassScores.fromJson((Json.Obj) found)),
        segments,
        interval);
  }
}
