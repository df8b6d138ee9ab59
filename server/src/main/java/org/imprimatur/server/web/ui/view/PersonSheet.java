// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * One person.
 *
 * @param own whether the reader is that person
 * @param administers whether the reader may change what the person holds
 * @param vouches whether the reader may record qualifications
 */
public record PersonSheet(
    String username,
    Mark state,
    List<Fact> facts,
    List<Held> held,
    List<String> others,
    List<String> delegable,
    boolean own,
    boolean administers,
    boolean vouches) {
  public PersonSheet {
    facts = List.copyOf(facts);
    held = List.copyOf(held);
    others = List.copyOf(others);
    delegable = List.copyOf(delegable);
  }

  /**
   * Something that the person holds for now, and the form that ends it.
   *
   * @param words what it is
   * @param action where ending it is sent; empty where the reader cannot
   * @param fields names and values that go along
   */
  public record Held(String kind, String words, String action, List<Field> fields, String end) {
    public Held {
      fields = List.copyOf(fields);
    }
  }

  /** A hidden field. */
  public record Field(String name, String value) {}
}
