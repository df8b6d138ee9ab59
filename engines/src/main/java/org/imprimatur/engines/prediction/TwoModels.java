// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;

/**
 * A challenger and the champion, each as if it were asked alone: the champion's files under the
 * usual roles, and its own words in place of the challenger's.
 */
public final class TwoModels {
  /** Where a model's answers stand: two models have no column in common. */
  private static final Set<String> ANSWERS = Set.of("prediction", "score", "scores");

  /** What is asked of one model and not of another. */
  private static final Set<String> OWN = Set.of("features", "output", "champion");

  private final Task challenger;
  private final Task champion;
  private final List<String> texts;

  private TwoModels(Task challenger, Task champion, List<String> texts) {
    this.challenger = challenger;
    this.champion = champion;
    this.texts = texts;
  }

  /** Opens empty tables, for one model after the other. */
  public interface Databases {
    Database open() throws CheckException;
  }

  public static TwoModels of(Task task) throws CheckException {
    Set<String> texts =
        new LinkedHashSet<>(
            task.spec().find("segments").map(Specification::texts).orElse(List.of()));
    groups(task).forEach(texts::addAll);
    return new TwoModels(task, champion(task), List.copyOf(texts));
  }

  /** Protected attributes, and sets of them. */
  public static List<List<String>> groups(Task task) throws CheckException {
    return Target.of(task.spec()).groups();
  }

  private static Task champion(Task task) throws CheckException {
    Json.Obj stated = stated(task);
    SortedMap<String, Task.File> files = new TreeMap<>();
    task.files()
        .forEach(
            (role, file) -> {
              if (role.startsWith("testSet")) {
                files.put(role, file);
              } else if (role.startsWith("champion")) {
                files.put(Character.toLowerCase(role.charAt(8)) + role.substring(9), file);
              }
            });
    boolean hasFile = files.containsKey("model") || files.containsKey("predictions");
    boolean named = ANSWERS.stream().anyMatch(name -> stated.find(name).isPresent());
    if (!hasFile && !named) {
      throw new CheckException(
          "spec.champion",
          "The comparison has no champion. Name its model, its predictions, or the columns of the"
              + " test set that hold its answers.");
    }
    SortedMap<String, Json> spec = new TreeMap<>(task.spec().members());
    spec.keySet().removeAll(OWN);
    if (named || !hasFile) {
      spec.keySet().removeAll(ANSWERS);
    }
    spec.putAll(stated.members());
    return asking(task, files, spec);
  }

  /** Both models' classes, for several of them. */
  public PairedClassRows classes(Databases databases) throws CheckException, IOException {
    Target asked = Target.of(challenger.spec());
    ClassAnswers second;
    try (Database database = databases.open()) {
      second = ClassRows.open(database, asked, challenger, ofChallenger()).answers();
    }
    Optional<List<String>> own = ownClasses(second.names());
    Reading reading = new Reading(Reading.Model.CHAMPION, own.isPresent(), List.of());
    Task asking = own.map(this::championOf).orElse(champion);
    try (Database database = databases.open()) {
      ClassAnswers first =
          ClassRows.open(database, Target.of(asking.spec()), asking, reading).answers();
      return PairedClassRows.of(first, second, asked.classes());
    } catch (CheckException e) {
      throw ofChampion(e);
    }
  }

  /**
   * The classes that the champion knows, where they are stated, or where its own file names others
   * than the challenger's: one that was approved before a class was known is asked for its own.
   */
  private Optional<List<String>> ownClasses(List<String> challengers)
      throws CheckException, IOException {
    Optional<List<String>> stated = stated(challenger).find("classes").map(Specification::texts);
    Optional<Path> model = champion.find("model");
    if (stated.isPresent() || model.isEmpty()) {
      return stated;
    }
    try {
      return OnnxModel.parse(Files.readAllBytes(model.get())).classesOtherThan(challengers);
    } catch (CheckException e) {
      throw ofChampion(e);
    }
  }

  private Task championOf(List<String> classes) {
    SortedMap<String, Json> spec = new TreeMap<>(champion.spec().members());
    spec.put("classes", Json.array(classes.stream().map(Json::of).toList()));
    return asking(champion, champion.files(), spec);
  }

  private static Task asking(
      Task task, SortedMap<String, Task.File> files, SortedMap<String, Json> spec) {
    return new Task(task.check(), task.evidenceClass(), files, new Json.Obj(spec), task.guesses());
  }

  private static Json.Obj stated(Task task) {
    return task.spec().find("champion").orElse(Json.nothing()) instanceof Json.Obj found
        ? found
        : Json.obj().build();
  }

  /** Both models' numbers. */
  public PairedNumberRows numbers(Databases databases) throws CheckException, IOException {
    NumberAnswers second;
    try (Database database = databases.open()) {
      second =
          NumberRows.open(database, Target.of(challenger.spec()), challenger, ofChallenger())
              .answers();
    }
    Reading reading = new Reading(Reading.Model.CHAMPION, false, List.of());
    try (Database database = databases.open()) {
      NumberAnswers first =
          NumberRows.open(database, Target.of(champion.spec()), champion, reading).answers();
      return PairedNumberRows.of(first, second);
    } catch (CheckException e) {
      throw ofChampion(e);
    }
  }

  private Reading ofChallenger() {
    return new Reading(Reading.Model.CHALLENGER, false, texts);
  }

  /** The same refusal, saying which of the two models it is about. */
  private static CheckException ofChampion(CheckException refusal) {
    return new CheckException(refusal.code(), "Of the champion: " + refusal.getMessage());
  }
}
