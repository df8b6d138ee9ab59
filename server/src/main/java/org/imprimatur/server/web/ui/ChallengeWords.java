// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Text;

/** What the tests of a comparison say, for those who decide and do not know the tests. */
record ChallengeWords(Json.Obj details, ChallengeFigures.Names names) {
  /** Below this a difference counts as more than chance gives. */
  private static final double CHANCE = 0.05;

  Text claim() {
    return switch (Tree.text(Tree.at(details, "comparison"), "task").orElse("")) {
      case "multiclass" -> said(accuracy(), decisions());
      case "regression" -> said(error(), nearer());
      default -> said(ranking(), decisions(), volume());
    };
  }

  private Text said(String... sentences) {
    String same = Tree.text(Tree.at(details, "comparison"), "same").orElse("");
    return Text.of(same.isEmpty() ? String.join(" ", sentences).strip() : same);
  }

  private String ranking() {
    Json.Obj test = Tree.at(details, "delong");
    Optional<Double> champion = Tree.number(test, "auc_a");
    Optional<Double> challenger = Tree.number(test, "auc_b");
    if (champion.isEmpty() || challenger.isEmpty()) {
      return "";
    }
    String areas =
        "%s ranks with an AUC of %s, %s with %s"
            .formatted(
                names.challenger(),
                Words.decimal(challenger.get(), 3),
                names.champion(),
                Words.decimal(champion.get(), 3));
    return areas
        + Tree.number(test, "p")
            .map(
                p ->
                    (p < CHANCE ? ": more than chance gives" : ": chance may explain it")
                        + p(p, "DeLong"))
            .orElse("")
        + ".";
  }

  private String decisions() {
    Json.Obj counts = Tree.at(details, "table");
    long champion = Tree.count(counts, "only_champion_right");
    long challenger = Tree.count(counts, "only_challenger_right");
    String where =
        "Where they decide differently, %s alone is right on %s and %s alone on %s"
            .formatted(
                names.challenger(),
                Words.counted(challenger, "row"),
                names.champion(),
                Words.count(champion));
    return where + tested("mcnemar_exact_p", "McNemar, exact") + ".";
  }

  private String accuracy() {
    Json.Obj figure = Tree.at(details, "comparison", "overall", "accuracy");
    return sides(figure)
        .map(
            both ->
                "%s predicts %s of the rows rightly, %s %s."
                    .formatted(
                        names.challenger(),
                        Words.percent(both.getLast()),
                        names.champion(),
                        Words.percent(both.getFirst())))
        .orElse("");
  }

  private String error() {
    Json.Obj figure = Tree.at(details, "comparison", "overall", "rmse");
    return sides(figure)
        .map(
            both ->
                "%s errs by an RMSE of %s, %s by %s."
                    .formatted(
                        names.challenger(),
                        Words.short4(both.getLast()),
                        names.champion(),
                        Words.short4(both.getFirst())))
        .orElse("");
  }

  /** The champion's value, then the challenger's. */
  private static Optional<List<Double>> sides(Json.Obj figure) {
    Optional<Double> champion = Tree.number(Tree.at(figure, "champion"), "value");
    Optional<Double> challenger = Tree.number(Tree.at(figure, "challenger"), "value");
    return champion.flatMap(one -> challenger.map(other -> List.of(one, other)));
  }

  private String nearer() {
    Json.Obj nearer = Tree.at(details, "nearer");
    return "%s is nearer to the truth on %s, %s on %s%s."
        .formatted(
            names.challenger(),
            Words.counted(Tree.count(nearer, "challenger"), "row"),
            names.champion(),
            Words.count(Tree.count(nearer, "champion")),
            tested("sign_test_exact_p", "sign test, exact"));
  }

  private String tested(String test, String name) {
    return Tree.number(Tree.at(details, test), "value")
        .map(
            p -> (p < CHANCE ? ": more than chance gives" : ": chance may explain it") + p(p, name))
        .orElse("");
  }

  private String volume() {
    Json.Obj volume = Tree.at(details, "comparison", "same_volume");
    Optional<Double> moved = Tree.number(volume, "champion_cutoff");
    if (moved.isEmpty()) {
      return "";
    }
    long fewer = Tree.count(volume, "short");
    String ties = fewer == 0 ? "as many" : fewer + " fewer, since its scores tie";
    return "At its cut-off %s %s selects %s; at equal volume %s is moved to %s and selects %s."
        .formatted(
            Words.short4(Tree.number(volume, "challenger_cutoff").orElse(0.0)),
            names.challenger(),
            Words.counted(Tree.count(volume, "challenger_selected"), "row"),
            names.champion(),
            Words.short4(moved.get()),
            ties);
  }

  private static String p(double p, String test) {
    String value = p < 0.001 ? "p < 0.001" : "p = " + Words.decimal(p, 3);
    return " (" + test + ", " + value + ")";
  }
}
