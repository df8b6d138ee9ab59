// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which column of a tensor belongs to which class, by the labels that the model holds. */
class ClassLabelsTest {
  private final ClassLabels labels = new ClassLabels();

  @Test
  void the_positive_class_may_be_the_first_one() {
    labels.take("classlabels_strings", List.of("bad", "good"));

    assertThat(labels.placeOf("bad", 2)).hasValue(0);
    assertThat(labels.placeOf("unknown", 2)).isEmpty();
  }

  @Test
  void of_two_columns_that_nothing_names_class_0_has_the_first() {
    assertThat(labels.columnOfTwo("0")).isZero();
    assertThat(labels.columnOfTwo("0.0")).isZero();
    assertThat(labels.columnOfTwo("false")).isZero();
    assertThat(labels.columnOfTwo("1")).isOne();
    assertThat(labels.columnOfTwo("yes")).isOne();
    labels.take("classlabels_strings", List.of("1", "0"));
    assertThat(labels.columnOfTwo("0")).as("what the model says goes before").isOne();
  }

  @Test
  void digits_that_the_model_has_in_the_order_of_texts_are_taken_in_that_order() {
    labels.take("classlabels_strings", List.of("1", "10", "2"));

    assertThat(labels.placesAmong(List.of("1", "2", "10"))).containsExactly(0, 2, 1);
    assertThat(labels.placesAmong(List.of("a", "b", "c"))).containsExactly(0, 1, 2);
  }

  @Test
  void a_model_that_knows_fewer_or_other_classes_says_which() {
    labels.take("classlabels_strings", List.of("b", "a"));

    assertThat(labels.othersThan(List.of("a", "b", "c"))).contains(List.of("b", "a"));
    assertThat(labels.othersThan(List.of("a", "c"))).contains(List.of("b", "a"));
    assertThat(labels.othersThan(List.of("a", "b"))).isEmpty();
    assertThat(labels.othersThan(List.of("x", "y", "z"))).isEmpty();
  }

  @Test
  void numbers_from_0_are_codes_unless_all_of_them_are_classes() {
    labels.take("classlabels_int64s", List.of("0", "1"));

    assertThat(labels.othersThan(List.of("1", "2"))).isEmpty();
    assertThat(labels.othersThan(List.of("1", "2", "3"))).isEmpty();
    assertThat(labels.othersThan(List.of("0", "1", "2"))).contains(List.of("0", "1"));
    assertThat(labels.othersThan(List.of("false", "true", "maybe")))
        .contains(List.of("false", "true"));
  }

  @Test
  void a_model_that_knows_more_classes_than_there_are_says_all_of_them() {
    labels.take("classlabels_ints", List.of("0", "1", "2"));

    assertThat(labels.moreThan(List.of("1.0", "0.0"))).contains(List.of("0.0", "1.0", "2"));
    assertThat(labels.moreThan(List.of("0", "1", "2"))).isEmpty();
    assertThat(labels.moreThan(List.of("1", "3"))).isEmpty();
    labels.take("classlabels_strings", List.of("0", "1", "9"));
    assertThat(labels.moreThan(List.of("0", "1"))).isEmpty();
  }

  @Test
  void of_two_lists_that_both_are_others_none_is_believed() {
    labels.take("classlabels_strings", List.of("a", "b"));
    labels.take("classlabels_strings", List.of("a", "c"));

    assertThat(labels.othersThan(List.of("a", "b", "c"))).isEmpty();
  }
}
