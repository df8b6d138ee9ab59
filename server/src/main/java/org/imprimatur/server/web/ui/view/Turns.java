// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Your turn: what is asked of the person who looks, and what they wait for.
 *
 * @param summary a sentence over all items; empty where there are none
 * @param left what was not looked at, in sentences, where there is more than is looked at
 */
public record Turns(String summary, List<Group> groups, List<Waiting> waiting, List<Text> left) {
  public Turns {
    left = List.copyOf(left);
    groups = List.copyOf(groups);
    waiting = List.copyOf(waiting);
  }

  /** Items that came for the same reason. */
  public record Group(String title, List<Item> items) {
    public Group {
      items = List.copyOf(items);
    }
  }

  /**
   * One thing to do: what, why this person, since when, and the act.
   *
   * @param peek how the thing stands, in sentences, without opening it
   */
  public record Item(
      Mark mark,
      Link title,
      Text about,
      @Nullable Tier tier,
      Text why,
      Since since,
      Link act,
      List<String> peek) {
    public Item {
      peek = List.copyOf(peek);
    }

    /** One of which the line says everything. */
    public Item(
        Mark mark, Link title, Text about, @Nullable Tier tier, Text why, Since since, Link act) {
      this(mark, title, about, tier, why, since, act, List.of());
    }

    public Item peeking(List<String> sentences) {
      return new Item(mark, title, about, tier, why, since, act, sentences);
    }
  }

  /** A moment, absolute and relative. */
  public record Since(String at, String ago) {}

  /** Something that waits for somebody else. */
  public record Waiting(Person person, String what, Link thing, String since) {}
}
