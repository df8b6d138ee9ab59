// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.insights.Owner;
import org.imprimatur.proof.insights.Share;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/** What the pages of the measures say in the same words. */
final class InsightWords {
  private InsightWords() {}

  static String group(String name) {
    return name.isEmpty() ? "All" : Words.capital(name);
  }

  static String owner(Owner owner) {
    return switch (owner.kind()) {
      case MACHINE -> "Checks";
      case PROPOSER -> "Proposer";
      case ROLE -> role(owner.role());
      case HOLD -> "On hold";
      case UNKNOWN -> "Cannot be told";
      case CLOSED -> "Closed hours";
    };
  }

  static String role(String role) {
    return Words.capital(role.replace('-', ' '));
  }

  /** A share with its numerator; why there is none where it would rest on too few. */
  static String share(Share share) {
    return share
        .interval()
        .map(
            interval ->
                "%s %s, %s of %s"
                    .formatted(
                        Words.percent(share.share()),
                        percents(interval),
                        Words.count(share.count()),
                        Words.count(share.of())))
        .orElseGet(() -> few(share.of(), share.least()));
  }

  static String percents(Interval interval) {
    return Words.percents(interval.low(), interval.high());
  }

  static String few(long number, long least) {
    return "– too few: %s, at least %s needed".formatted(Words.count(number), Words.count(least));
  }

  /** Heads of which the first is of words and the others of figures. */
  static List<Table.Head> heads(String first, String... figures) {
    return Stream.concat(
            Stream.of(new Table.Head(first, false)),
            Stream.of(figures).map(words -> new Table.Head(words, true)))
        .toList();
  }

  static Table.Row row(Cell first, List<String> figures) {
    return new Table.Row(
        Stream.concat(Stream.of(first), figures.stream().map(Cell::of)).toList(), "");
  }
}
