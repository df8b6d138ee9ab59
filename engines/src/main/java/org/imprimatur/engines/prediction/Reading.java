// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the rows of a model are read.
 *
 * @param model which model it is
 * @param knowsFewer whether the model states classes of its own, so that a label may be none of
 *     them
 * @param texts the columns whose texts are kept beside each row
 */
record Reading(Model model, boolean knowsFewer, List<String> texts) {
  /** A model that stands alone, or one of two that are compared on the same rows. */
  enum Model {
    ALONE,
    CHALLENGER,
    CHAMPION
  }

  Reading {
    texts = List.copyOf(texts);
  }

  static Reading alone(Target target) {
    return alone(target, List.of());
  }

  /** The same with further columns by which rows are parted. */
  static Reading alone(Target target, List<String> more) {
    List<String> texts = Stream.concat(target.groupColumns().stream(), more.stream()).toList();
    return new Reading(Model.ALONE, false, texts.stream().distinct().toList());
  }

  boolean isOfTwo() {
    return model != Model.ALONE;
  }

  boolean isChampion() {
    return model == Model.CHAMPION;
  }
}
