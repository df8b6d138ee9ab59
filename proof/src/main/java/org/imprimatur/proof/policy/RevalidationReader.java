// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how long an approval holds, and notes whatever is wrong with it. */
final class RevalidationReader {
  private static final Set<String> KEYS = Set.of("tiers", "rows", "notice-days", "overdue");
  private static final String CODE = "policy.revalidate";

  private final YamlDocument yaml;
  private final List<String> tiers;

  RevalidationReader(YamlDocument yaml, List<String> tiers) {
    this.yaml = yaml;
    this.tiers = tiers;
  }

  Optional<Revalidation> read(String stage, Node node) {
    Optional<MappingNode> mapping = yaml.mapping(node, "revalidate");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    if (!stage.equals(Revalidation.STAGE)) {
      yaml.error(
          node,
          CODE,
          "Only what is in production is looked at afterwards: revalidate stands at the gate %s."
              .formatted(Revalidation.STAGE));
    }
    Map<String, Node> members = yaml.members(mapping.get(), KEYS);
    SortedMap<String, Integer> days = days(node, members);
    int notice =
        Optional.ofNullable(members.get("notice-days"))
            .map(value -> days(value, "notice-days", 0))
            .orElse(Revalidation.NOTICE);
    return Optional.of(new Revalidation(days, rows(members, days), notice, overdue(members)));
  }

  private SortedMap<String, Integer> days(Node node, Map<String, Node> members) {
    SortedMap<String, Integer> days = new TreeMap<>();
    Node named = members.get("tiers");
    if (named == null) {
      yaml.error(node, "policy.missing-key", "The key tiers is missing here.");
      return days;
    }
    Optional<MappingNode> mapping = yaml.mapping(named, "tiers");
    if (mapping.isPresent() && mapping.get().getValue().isEmpty()) {
      yaml.error(named, CODE, "tiers names at least one tier and its days, such as high: 180.");
    }
    mapping.ifPresent(
        present ->
            yaml.members(present, Set.copyOf(tiers))
                .forEach((tier, value) -> days.put(tier, days(value, tier, 1))));
    return days;
  }

  /** A budget of rows nobody counts, since none are sent, would never end: its days do. */
  private SortedMap<String, Long> rows(Map<String, Node> members, SortedMap<String, Integer> days) {
    SortedMap<String, Long> rows = new TreeMap<>();
    Node named = members.get("rows");
    if (named == null) {
      return rows;
    }
    Optional<MappingNode> mapping = yaml.mapping(named, "rows");
    if (mapping.isEmpty()) {
      return rows;
    }
    if (mapping.get().getValue().isEmpty()) {
      yaml.error(named, CODE, "rows names at least one tier and its rows, such as high: 1000000.");
    }
    Map<String, Node> budgets = yaml.members(mapping.get(), Set.copyOf(tiers));
    budgets.forEach(
        (tier, value) -> {
          if (!days.containsKey(tier)) {
            yaml.error(
                value,
                CODE,
                "rows names %s, which tiers does not: say its days as well.".formatted(tier));
          }
          rows.put(tier, whole(value, tier, "rows", 1, Revalidation.MOST_ROWS));
        });
    return rows;
  }

  private int days(Node node, String what, int least) {
    return (int) whole(node, what, "days", least, Revalidation.MOST_DAYS);
  }

  private long whole(Node node, String what, String of, long least, long most) {
    Optional<Double> number = yaml.number(node, what);
    if (number.isEmpty()) {
      return least;
    }
    double whole = number.get();
    if (whole < least || whole > most || whole != Math.rint(whole)) {
      yaml.error(
          node,
          CODE,
          "%s is a whole number of %s from %d to %,d.".formatted(what, of, least, most));
      return least;
    }
    return (long) whole;
  }

  private Revalidation.Overdue overdue(Map<String, Node> members) {
    Node node = members.get("overdue");
    if (node == null) {
      return Revalidation.Overdue.TELL;
    }
    Optional<Revalidation.Overdue> read =
        yaml.text(node, "overdue").flatMap(Revalidation.Overdue::of);
    if (read.isEmpty()) {
      yaml.error(node, CODE, "overdue is tell or suspend.");
    }
    return read.orElse(Revalidation.Overdue.SUSPEND);
  }
}
