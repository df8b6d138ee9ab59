// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Champion against challenger: statsmodels, pROC and numpy on the same rows, against ours. */
class ComparisonFiguresTest {
  @ParameterizedTest
  @ValueSource(strings = {"hmda", "german-credit", "titanic", "attrition"})
  void every_figure_of_the_comparison_comes_out(String set) throws IOException, CheckException {
    Json.Obj theirs = theirs(set);

    Json.Obj ours = details(set);

    var figures = new ReferenceComparison(1e-9);
    for (String part : theirs.members().keySet()) {
      if (part.startsWith("mcnemar") || part.equals("rows") || part.equals("table")) {
        figures.compare(part, theirs.find(part).orElseThrow(), ours.find(part).orElse(null));
      }
    }
    for (String part : new String[] {"delong", "delong_pROC"}) {
      figures.compare(part, theirs.object(part), ours.object(part));
    }
    assertThat(figures.differences()).isEmpty();
    assertThat(figures.notComputed()).isEmpty();
    assertThat(figures.compared()).isGreaterThanOrEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmda", "german-credit", "titanic", "attrition"})
  void the_bootstrap_lands_where_another_generator_lands(String set)
      throws IOException, CheckException {
    Json.Obj theirs = theirs(set).object("bootstrap");

    Json.Obj ours = details(set).object("bootstrap");

    Json.Obj tolerance = theirs.object("tolerance");
    near(ours, theirs, "auc_difference", tolerance.number("interval_ends"));
    near(ours, theirs, "accuracy_difference", tolerance.number("accuracy_interval_ends"));
    double error = theirs.number("auc_difference_se");
    assertThat(ours.number("auc_difference_se")).isCloseTo(error, within(0.08 * error));
  }

  private static void near(Json.Obj ours, Json.Obj theirs, String name, double tolerance) {
    assertThat(ours.number(name)).isCloseTo(theirs.number(name), within(1e-12));
    for (int end = 0; end < 2; end++) {
      Json mine = ours.array(name + "_ci95").values().get(end);
      Json other = theirs.array(name + "_ci95").values().get(end);
      assertThat(((Json.Num) mine).value())
          .as(name + (end == 0 ? " low" : " high"))
          .isCloseTo(((Json.Num) other).value(), within(tolerance));
    }
  }

  private static Json.Obj details(String set) throws IOException, CheckException {
    return Comparisons.run(Comparisons.predictions(set), Comparisons.spec(set).build())
        .object("details");
  }

  private static Json.Obj theirs(String set) throws IOException {
    byte[] json = Files.readAllBytes(Comparisons.DATA.resolve(set).resolve("comparison.json"));
    return (Json.Obj) Json.parse(json);
  }
}
