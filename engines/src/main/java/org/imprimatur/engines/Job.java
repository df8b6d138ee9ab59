// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/**
 * One check to be computed: which, on which files, with which specification.
 *
 * <p>The roles of the inputs are {@code testSet}, {@code trainSet} (the reference), {@code
 * predictions}, {@code model}, {@code championModel}, {@code championPredictions}, {@code card},
 * and {@code artifact/PATH} for every file of a version's artifact. Where a role has several files,
 * the second is {@code testSet/0002} and so on.
 */
public record Job(
    String check, String evidenceClass, SortedMap<String, Input> inputs, Json.Obj spec) {
  public static final String ARTIFACT = "artifact/1";
  public static final String DATA_QUALITY = "data.quality/1";
  public static final String PROHIBITED_INPUTS = "data.prohibited-inputs/1";
  public static final String PERFORMANCE = "performance/1";
  public static final String FAIRNESS = "fairness/1";
  public static final String CARD = "documentation.card/1";
  public static final String LEAKAGE = "data.leakage/1";
  public static final String PROXIES = "data.proxies/1";
  public static final String DRIFT = "data.drift/1";
  public static final String COMPARISON = "performance.comparison/1";
  public static final String MULTICLASS = "performance.multiclass/1";
  public static final String REGRESSION = "performance.regression/1";
  public static final String FAIRNESS_MULTICLASS = "fairness.multiclass/1";
  public static final String FAIRNESS_REGRESSION = "fairness.regression/1";
  public static final String SELECTION = "fairness.selection/1";
  public static final String RUNTIME = "operations.runtime/1";

  /** The columns that models answered, a champion among them, which are no features. */
  private static final List<String> ANSWERED = List.of("score", "prediction", "scores", "answers");

  private static final List<String> SCORED =
      List.of(
          "id",
          "label",
          "score",
          "favourable",
          "groups",
          "intersections",
          "segments",
          "prohibited",
          "features",
          "output");

  /** What says who is predicted what: no label, and nothing that describes a model. */
  private static final List<String> SELECTED =
      List.of("id", "score", "favourable", "groups", "intersections");

  /** A file and the digest it must have; other bytes are refused. */
  public record Input(Path path, Digest digest) {}

  public Job {
    inputs = new TreeMap<>(inputs);
  }

  /**
   * Whether one worker may compute this job and another one at once: performance, then fairness, of
   * the same files and specification, with figures by the same columns.
   */
  boolean goesWith(Job next) {
    return check.equals(PERFORMANCE)
        && next.check.equals(FAIRNESS)
        && inputs.equals(next.inputs)
        && spec.equals(next.spec)
        && spec.find("segments").isEmpty();
  }

  /**
   * Whether evidence is the answer to this job: its check, class, specification and files, and
   * metrics that follow from its tables. Whoever wrote it may have meant to deceive.
   */
  public boolean isAnsweredBy(Json.Obj evidence) {
    try {
      return Worker.answers(this, evidence);
    } catch (RuntimeException _) {
      // A member that is missing or of another kind: no answer to anything.
      return false;
    }
  }

  /** The job of a check with the class that its evidence belongs to. */
  public static Job of(String check, SortedMap<String, Input> inputs, Json.Obj spec) {
    return new Job(check, classOf(check), inputs, spec);
  }

  /**
   * The record of a check that could not be computed. Nothing was read, so it names no inputs of
   * its own; the act that records it does.
   */
  public static Json.Obj failed(String check, Json.Obj spec, String code, String message) {
    Json.Obj nothing = Json.obj().build();
    return new Evidence(check, classOf(check), Evidence.Kind.MEASURED, nothing, spec)
        .error(code, message);
  }

  /**
   * Which members of an examination a check reads. Nothing else stands in its specification, so
   * that the same question gives the same bytes wherever it is asked.
   *
   * @param task what is predicted: binary, multiclass or regression
   */
  public static List<String> asks(String check, String task) {
    return switch (check) {
      case ARTIFACT, CARD -> List.of();
      case DATA_QUALITY ->
          more(ANSWERED, "task", "id", "label", "groups", "intersections", "categorical");
      case LEAKAGE -> more(ANSWERED, "task", "id", "label", "categorical", "features", "times");
      case DRIFT -> {
        List<String> names = more(ANSWERED, "id", "label", "categorical", "features");
        // Which columns are scores of classes depends on it.
        yield task.equals("multiclass") ? more(names, "task") : names;
      }
      case PROHIBITED_INPUTS, PROXIES ->
          List.of(
              "id", "label", "groups", "intersections", "prohibited", "features", "categorical");
      case RUNTIME -> List.of("id", "label", "features", "output");
      case MULTICLASS, REGRESSION, FAIRNESS_MULTICLASS, FAIRNESS_REGRESSION ->
          more(SCORED, "task", "classes", "scores", "prediction", "seed");
      case COMPARISON ->
          task.equals("binary")
              ? more(SCORED, "threshold", "cost", "champion", "margin", "seed")
              : more(
                  SCORED, "task", "classes", "scores", "prediction", "champion", "margin", "seed");
      case PERFORMANCE, FAIRNESS -> more(SCORED, "threshold", "cost");
      case SELECTION ->
          task.equals("binary")
              ? more(SELECTED, "threshold")
              : more(SELECTED, "task", "classes", "scores", "prediction");
      default -> throw new IllegalArgumentException("There is no check called " + check);
    };
  }

  private static List<String> more(List<String> names, String... others) {
    return Stream.concat(names.stream(), Stream.of(others)).toList();
  }

  /** The class that a check's evidence belongs to. */
  public static String classOf(String check) {
    return switch (check) {
      case ARTIFACT -> "artifact";
      case DATA_QUALITY, PROHIBITED_INPUTS, LEAKAGE, PROXIES, DRIFT -> "data";
      case PERFORMANCE, COMPARISON, MULTICLASS, REGRESSION -> "performance";
      case FAIRNESS, FAIRNESS_MULTICLASS, FAIRNESS_REGRESSION, SELECTION -> "fairness";
      case CARD -> "documentation";
      case RUNTIME -> "operations";
      default -> throw new IllegalArgumentException("There is no check called " + check);
    };
  }
}
