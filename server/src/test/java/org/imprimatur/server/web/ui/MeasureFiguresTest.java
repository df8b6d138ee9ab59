// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages say of models of several classes and of models that predict a number. */
class MeasureFiguresTest {
  private static final Json.Obj FLOWERS =
      Drawn.json(
          """
          {'metrics': {'balanced_accuracy': {'value': 0.8, 'low': 0.72, 'high': 0.88}},
           'details': {
             'confusion': {'labels': ['setosa', 'iris', 'flag'],
               'matrix': [[25, 0, 0], [1, 14, 10], [0, 4, 21]]},
             'classes': {
               'setosa': {'support': {'value': 25}, 'recall':
                 {'value': 1, 'low': 0.867, 'high': 1, 'numerator': 25, 'denominator': 25}},
               'iris': {'support': {'value': 25}, 'recall':
                 {'value': 0.56, 'low': 0.371, 'high': 0.733, 'numerator': 14, 'denominator': 25}},
               'flag': {'support': {'value': 0}, 'recall':
                 {'value': null, 'reason': 'No row is of this class.'}}}}}
          """);

  private static String words(List<Figure> figures) {
    return String.join(" ", figures.stream().map(figure -> Drawn.of(figure).words()).toList());
  }

  private static List<String> rows(List<Figure> figures) {
    return figures.stream().flatMap(figure -> Drawn.of(figure).rows().stream()).toList();
  }

  @Test
  void what_is_confused_most_is_said_and_counted() {
    List<Figure> figures = ManyClassFigures.performance(FLOWERS);
    assertThat(words(figures))
        .contains("Most often iris is taken for flag: 10 of 25 rows (40.0\u00a0%).");
    assertThat(rows(figures)).contains("setosa 25 0 0", "iris 1 14 10", "flag 0 4 21");
    String html = Drawn.of(figures.getFirst()).html();
    assertThat(html).contains("shade2").contains("shade1");
  }

  @Test
  void the_class_that_is_found_least_stands_first_and_one_without_rows_last() {
    List<String> rows = rows(List.of(ManyClassFigures.performance(FLOWERS).getLast()));
    assertThat(rows.subList(1, 4))
        .satisfiesExactly(
            iris -> assertThat(iris).startsWith("iris ").contains("56.0\u00a0%"),
            setosa -> assertThat(setosa).startsWith("setosa ").contains("25").endsWith("better"),
            flag -> assertThat(flag).startsWith("flag ").contains("No row is of this class."));
  }

  @Test
  void of_many_classes_only_the_pairs_stand_that_are_confused_most() {
    Json.Builder confusion = Json.obj();
    int classes = 40;
    confusion.put(
        "labels", Json.array(IntStream.range(0, classes).mapToObj(i -> Json.of("c" + i)).toList()));
    confusion.put(
        "matrix",
        Json.array(
            IntStream.range(0, classes)
                .mapToObj(
                    i ->
                        Json.array(
                            IntStream.range(0, classes)
                                .mapToObj(j -> Json.of((long) (i == j ? 90 : j == 7 ? i : 0)))
                                .toList()))
                .toList()));
    Json.Obj evidence =
        Json.obj().put("details", Json.obj().put("confusion", confusion.build()).build()).build();

    List<String> rows = rows(ManyClassFigures.performance(evidence));

    assertThat(rows).as("a heading and twenty pairs").hasSize(21);
    assertThat(rows.get(1)).isEqualTo("c39 c7 39 30.2\u00a0%");
  }

  @Test
  void errors_of_numbers_are_told_from_the_lowest_prediction_to_the_highest() {
    Json.Obj evidence =
        Drawn.json(
            """
            {'details': {'by_prediction': [
              {'tenth': 0, 'n': 41, 'mean_prediction': {'value': 136.8},
               'mean_error': {'value': 5.5, 'low': 2.8, 'high': 8.3}},
              {'tenth': 1, 'n': 39, 'mean_prediction': {'value': 168.8},
               'mean_error': {'value': -0.3, 'low': -2.8, 'high': 2.2}}]}}
            """);
    assertThat(rows(NumberFigures.performance(evidence)))
        .anyMatch(row -> row.startsWith("Tenth 1, around 136.8 ") && row.endsWith("too high"))
        .anyMatch(row -> row.startsWith("Tenth 2, ") && row.endsWith("no clear difference"));
  }

  @Test
  void groups_of_every_attribute_and_intersection_stand_in_one_plot() {
    Json.Obj evidence =
        Drawn.json(
            """
            {'details': {
              'fairness': {'sex': {'groups': {
                'f': {'n': 50, 'accuracy': {'value': 0.74, 'low': 0.6, 'high': 0.84}}}}},
              'intersections': {'sex & age': {'groups': {
                'f & old': {'n': 9, 'accuracy': {'value': 0.9, 'low': 0.6, 'high': 1}}}}}}}
            """);
    assertThat(rows(ManyClassFigures.fairness(evidence)))
        .anyMatch(row -> row.startsWith("sex: f ") && row.endsWith("shown"))
        .anyMatch(row -> row.startsWith("sex &amp; age: f &amp; old "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cohen_kappa                                     | Cohen's kappa
          class.a.b.recall                                | Recall of class a.b
          class.2.roc_auc                                 | AUC of class 2
          residual_q05                                    | Error, 5 % quantile
          absolute_error_q95                              | Absolute error, 95 % quantile
          something_new                                   | Something new
          fairness.sex.accuracy_difference                | Gap in accuracy, sex
          fairness.sex.rmse_difference                    | Gap in RMSE, sex
          fairness.sex.demographic_parity_difference      | Gap in predicted positives, sex
          fairness.sex.class.2.recall_difference          | Gap in recall of class 2, sex
          fairness.sex.class.a.selection_rate_ratio       | Lowest to highest predicted positives of class a, sex
          """)
  void measures_have_names_that_people_say(String metric, String name) {
    assertThat(MetricWords.name(metric)).isEqualTo(name);
  }

  @Test
  void an_expression_names_its_measures_however_it_writes_them() {
    assertThat(
            MetricWords.expression(
                "metrics.roc_auc >= 0.75 && metrics['fairness.sex.mae_difference'] <= 6.0"))
        .isEqualTo("AUC ≥ 0.75 and Gap in MAE, sex ≤ 6.0");
  }
}
