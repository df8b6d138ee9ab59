// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * What a model card claims beside what was measured. A claim agrees as the gate has it: at its own
 * rounding, or within the measured interval.
 *
 * @param metrics the measured ones
 */
record ClaimFigures(Json.Obj details, Map<String, Metric> metrics) {
  static final String CHECK = "documentation.card/1";

  Optional<Figure> figure() {
    List<Json.Obj> claims = Tree.objects(details, "claims");
    List<Json.Obj> unsure = Tree.objects(details, "unsure_claims");
    if (claims.isEmpty() && unsure.isEmpty()) {
      return Optional.of(
          new Figure.Nothing(
              "The card states no figure",
              Text.of("Numbers of known measures in its tables, text or front matter stand here")
                  .then(" beside the measured ones.")));
    }
    List<Table.Row> rows = new ArrayList<>();
    claims.forEach(claim -> rows.add(row(claim, reading(claim))));
    unsure.forEach(
        claim ->
            rows.add(
                row(claim, Mark.NOT_JUDGED.saying(Tree.text(claim, "why").orElse("not judged")))));
    long wrong = claims.stream().filter(claim -> reading(claim).equals(Mark.OUTSIDE)).count();
    String said =
        "%s on the card, %s the measured ones."
            .formatted(
                Words.counted(claims.size(), "figure"),
                wrong == 0 ? "none against" : wrong + " against");
    return Optional.of(
        new Figure.Part(
            "What the card claims",
            Text.of(said),
            List.of(
                new Table(
                    "",
                    List.of(
                        new Table.Head("Measure", false),
                        new Table.Head("Card", true),
                        new Table.Head("Measured, 95 % interval", true),
                        new Table.Head("Line", true),
                        new Table.Head("Reading", false)),
                    rows))));
  }

  private Table.Row row(Json.Obj claim, Mark reading) {
    String metric = Tree.text(claim, "metric").orElse("");
    Optional<Metric> measured = Optional.ofNullable(metrics.get(metric));
    boolean bad = reading.equals(Mark.OUTSIDE);
    return new Table.Row(
        List.of(
            Cell.of(MetricWords.name(metric)),
            Cell.of(stated(claim).toPlainString()),
            Cell.of(measured.map(found -> plain(found).strip()).orElse("– not measured")),
            Cell.of(Words.count(Tree.count(claim, "where"))),
            Cell.state(reading)),
        bad ? "bad" : "");
  }

  /** As the card writes it: a share, never a percentage, so that both compare. */
  private static String plain(Metric found) {
    String value = Words.figure(found.value(), found.halfWidth());
    return found.hasInterval()
        ? value + " " + Words.interval(found.bounds().low(), found.bounds().high())
        : value;
  }

  private static BigDecimal stated(Json.Obj claim) {
    return new BigDecimal(Double.toString(Tree.number(claim, "value").orElse(0.0)))
        .setScale((int) Tree.count(claim, "decimals"), RoundingMode.HALF_EVEN);
  }

  private Mark reading(Json.Obj claim) {
    Metric measured = metrics.get(Tree.text(claim, "metric").orElse(""));
    if (measured == null) {
      return Mark.NOT_JUDGED;
    }
    BigDecimal stated = stated(claim);
    BigDecimal half = BigDecimal.ONE.movePointLeft(stated.scale()).divide(BigDecimal.TWO);
    boolean rounded = new BigDecimal(measured.value()).subtract(stated).abs().compareTo(half) <= 0;
    double value = stated.doubleValue();
    boolean between =
        measured.hasInterval()
            && measured.bounds().low() <= value
            && value <= measured.bounds().high();
    return rounded || between ? Mark.WITHIN : Mark.OUTSIDE;
  }
}
