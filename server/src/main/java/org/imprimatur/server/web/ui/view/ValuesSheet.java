// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * What a model has in the further fields, and the form that states it.
 *
 * @param action where the form goes
 * @param states whether the reader may state it
 * @param wrong why nothing was stated, or empty
 */
public record ValuesSheet(
    String model, String action, List<Input> inputs, boolean states, String wrong) {
  public ValuesSheet {
    inputs = List.copyOf(inputs);
  }

  /**
   * A field.
   *
   * @param help what stands in it
   * @param choices what it is one of, where there is a list
   * @param wrong what is wrong with the value, or empty
   */
  public record Input(
      String parameter,
      String field,
      String help,
      String kind,
      List<String> choices,
      String value,
      String wrong) {
    public Input {
      choices = List.copyOf(choices);
    }
  }
}
