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
  void digits_that_the_model_has_in_the_order_of_texts_are_taken_in_that_order() {
    labels.take("classlabels_strings", List.of("1", "10", "2"));

    assertThat(labels.placesAmong(List.of("1", "2", "10"))).containsExactly(0, 2, 1);
    assertThat(labels.placesAmong(List.of("a", "b", "c"))).containsExactly(0, 1, 2);
  }
}
