// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/**
 * Puts the records of several checks into one object. The details of a check stand under their own
 * names, which are the published ones, so that two checks may add to one branch.
 */
final class EvaluationDocument {
  /** What was guessed about the files, of which rows in other files say nothing. */
  private static final String READ = "read";

  private static final String FROM_PREDICTIONS =
      " It was taken from the predictions. Name their file under data as well, and no longer under"
          + " predictions, to have its columns looked at.";

  private final EvaluationFile file;
  private final Json.Builder evidence = Json.obj();
  private final Json.Builder figures = Json.obj();
  private final Json.Builder inputs = Json.obj();
  private final List<Json> problems = new ArrayList<>();
  private final List<Json> notComputed = new ArrayList<>();
  private final Set<Json> read = new LinkedHashSet<>();
  private boolean confined = true;
  private Json.Obj tree = Json.obj().build();

  EvaluationDocument(EvaluationFile file) {
    this.file = file;
    file.inputs().forEach((role, input) -> inputs.put(role, input.digest().toString()));
  }

  void add(String check, Json.Obj found) {
    Json.Obj details = found.object("details");
    evidence.put(check, Digest.of(found).toString());
    if (found.string("kind").equals(Evidence.Kind.DERIVED.word())) {
      figures.put(check, figures(found).toString());
    }
    confined &= !Computation.isUnconfined(found);
    details.find(READ).ifPresent(this::read);
    details.find("problems").ifPresent(list -> problems(check, list));
    tree = merged(tree, branch(check, found));
  }

  /**
   * One digest over everything that the rows say and nothing of the files that hold them: the same
   * for shuffled rows, another file format and another machine. What a clock measured has none.
   */
  private static Digest figures(Json.Obj evidence) {
    Json.Builder said = Json.obj();
    for (String name : List.of("check", "spec", "tables", "metrics", "details")) {
      said.put(name, evidence.find(name).orElse(Json.nothing()));
    }
    said.put("details", without(evidence.object("details"), READ));
    return Digest.of(said.build());
  }

  private void read(Json guesses) {
    if (guesses instanceof Json.Arr sentences) {
      read.addAll(sentences.values());
    }
  }

  private void problems(String check, Json list) {
    if (list instanceof Json.Arr found) {
      found.values().forEach(problem -> problems.add(about(check, (Json.Obj) problem)));
    }
  }

  /** A column without which the check on scores would have failed is one of the predictions. */
  private Json about(String check, Json.Obj problem) {
    Json.Builder json = Json.obj().put("check", check);
    problem.members().forEach(json::put);
    boolean elsewhere =
        check.equals(Job.DATA_QUALITY)
            && problem.string("code").equals("data.column-missing")
            && file.inputs().containsKey("predictions");
    return elsewhere
        ? json.put("sentence", problem.string("sentence") + FROM_PREDICTIONS).build()
        : json.build();
  }

  private static Json.Obj branch(String check, Json.Obj found) {
    Json.Obj details = found.object("details");
    return switch (check) {
      case Job.PERFORMANCE, Job.MULTICLASS, Job.REGRESSION -> merged(metrics(found), bare(details));
      case Job.PROHIBITED_INPUTS -> under("prohibited_inputs", details);
      case Job.CARD -> under("documentation", details);
      case Job.RUNTIME -> under("operations", merged(metrics(found), details));
      case Job.DATA_QUALITY -> quality(details);
      default -> bare(details);
    };
  }

  private static Json.Obj metrics(Json.Obj found) {
    return Json.obj().put("metrics", found.object("metrics")).build();
  }

  private static Json.Obj quality(Json.Obj details) {
    Json.Obj hints = Json.obj().put("personal_data", details.object("personal_data")).build();
    return Json.obj().put("quality", merged(details.object("quality"), hints)).build();
  }

  private static Json.Obj under(String name, Json.Obj details) {
    return Json.obj().put(name, bare(details)).build();
  }

  private static Json.Obj bare(Json.Obj details) {
    return without(without(details, "problems"), READ);
  }

  private static Json.Obj without(Json.Obj object, String name) {
    SortedMap<String, Json> members = new TreeMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  /** Both, branch by branch; where both have a leaf, the later one stands. */
  private static Json.Obj merged(Json.Obj first, Json.Obj second) {
    Json.Builder both = Json.obj();
    first.members().forEach(both::put);
    for (Map.Entry<String, Json> entry : second.members().entrySet()) {
      Json there = first.find(entry.getKey()).orElse(null);
      both.put(
          entry.getKey(),
          there instanceof Json.Obj here && entry.getValue() instanceof Json.Obj more
              ? merged(here, more)
              : entry.getValue());
    }
    return both.build();
  }

  /** A check that could not be computed and that nobody asked for by name. */
  void leaveOut(String check, String code, String sentence) {
    notComputed.add(
        Json.obj().put("check", check).put("code", code).put("sentence", sentence).build());
  }

  Json.Obj finish() {
    Json.Builder document =
        Json.obj().put("imprimatur", "evaluation-result/v1").put("task", file.task());
    tree.members().forEach(document::put);
    if (!read.isEmpty()) {
      document.put(READ, Json.array(List.copyOf(read)));
    }
    Json.Obj whole =
        document
            .put("problems", Json.array(problems))
            .put("not_computed", Json.array(notComputed))
            .put("inputs", inputs.build())
            .put("spec", file.asked())
            .put("figures", figures.build())
            .put("evidence", evidence.build())
            .build();
    return confined ? whole : Computation.unconfined(whole);
  }
}
