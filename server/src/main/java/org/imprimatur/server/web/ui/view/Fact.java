// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A term and what is known of it: words, people, a digest. */
public record Fact(String term, Text text, List<Person> people, @Nullable Code code) {
  public Fact {
    people = List.copyOf(people);
  }

  public static Fact of(String term, String words) {
    return new Fact(term, Text.of(words), List.of(), null);
  }

  public static Fact of(String term, Text text) {
    return new Fact(term, text, List.of(), null);
  }

  public static Fact of(String term, Code code) {
    return new Fact(term, Text.NOTHING, List.of(), code);
  }

  public static Fact of(String term, List<Person> people) {
    return new Fact(term, Text.NOTHING, people, null);
  }
}
