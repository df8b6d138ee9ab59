// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version since it entered production: where its promises stand, and what can be done.
 *
 * @param batches the production data that was sent, the newest window first
 * @param takenBack what of it was taken back, with what it had broken; nothing where nothing was
 */
public record MonitoringSheet(
    String model,
    long version,
    Mark serving,
    String sentence,
    @Nullable Approval approval,
    List<Condition> conditions,
    List<Item> promises,
    Table batches,
    @Nullable Table takenBack,
    Forms forms) {
  public MonitoringSheet {
    conditions = List.copyOf(conditions);
    promises = List.copyOf(promises);
  }

  /** A condition of the approval that goes on. */
  public record Condition(Mark mark, String text, String words, String address) {}

  /**
   * Until when the version is approved, and what then.
   *
   * @param link what the page of the version is good for
   */
  public record Approval(Mark mark, String words, String link) {}

  /** A promise with its last windows, drawn and told. */
  public record Item(
      String name,
      Mark state,
      String rule,
      List<Breach> breaches,
      @Nullable Chart chart,
      Table windows) {
    public Item {
      breaches = List.copyOf(breaches);
    }
  }

  /**
   * What is wrong.
   *
   * @param answered who bears it until when, or empty
   * @param answers whether the reader can explain it
   */
  public record Breach(String kind, String words, String answered, boolean answers) {}

  /**
   * What the reader can do about the version itself.
   *
   * @param rollback the way back to it; null where there is none, or not for the reader
   * @param removals the ways to take it out of production for good
   */
  public record Forms(
      boolean suspends,
      Reinstatement reinstatement,
      @Nullable Rollback rollback,
      List<Removal> removals) {
    public Forms {
      removals = List.copyOf(removals);
    }
  }

  /**
   * The way to end a suspension.
   *
   * @param asks whether the reader can ask for it
   * @param asked who asked to let it serve again and why, or empty
   * @param wish when that was recorded, by which the form says what its sender has read
   * @param reinstates whether the reader is the second person
   * @param cannot why the reader is not
   * @param after what is still in the way of a version that another one replaced, or empty
   */
  public record Reinstatement(
      boolean asks, String asked, String wish, boolean reinstates, String cannot, String after) {}
}
