// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads from when a requirement is enforced: {@code from}, {@code tiers} and {@code teams}. */
final class EnforcementReader {
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final YamlDocument yaml;
  private final List<String> known;

  /**
   * A reader.
   *
   * @param known the tiers of the policy
   */
  EnforcementReader(YamlDocument yaml, List<String> known) {
    this.yaml = yaml;
    this.known = known;
  }

  /**
   * What stands under {@code enforced}; empty where something is wrong with it, which is noted.
   *
   * @param asked the tiers of the requirement
   */
  Optional<Enforcement> read(Node node, Set<String> asked) {
    Optional<MappingNode> mapping = yaml.mapping(node, "enforced");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    int before = yaml.errors().size();
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("from", "tiers", "teams"));
    Node last = members.get("from");
    if (last == null) {
      yaml.error(
          node,
          "policy.missing-key",
          "enforced needs the key from: a day from which it holds everywhere, so that what is"
              + " watched ends by being enforced.");
      return Optional.empty();
    }
    Optional<LocalDate> from = day(last, "from");
    SortedMap<String, LocalDate> tiers = days(members, "tiers", from);
    SortedMap<String, LocalDate> teams = days(members, "teams", from);
    tiers(members.getOrDefault("tiers", node), tiers.keySet(), asked);
    return from.filter(_ -> yaml.errors().size() == before)
        .map(day -> new Enforcement(day, tiers, teams));
  }

  private SortedMap<String, LocalDate> days(
      Map<String, Node> members, String key, Optional<LocalDate> from) {
    SortedMap<String, LocalDate> days = new TreeMap<>();
    Optional.ofNullable(members.get(key))
        .flatMap(node -> yaml.mapping(node, key))
        .ifPresent(
            mapping ->
                yaml.members(mapping, Set.of())
                    .forEach((name, value) -> day(key, name, value, from, days)));
    return days;
  }

  private void day(
      String key,
      String name,
      Node value,
      Optional<LocalDate> from,
      SortedMap<String, LocalDate> days) {
    if (name.isBlank()) {
      yaml.error(value, "policy.enforced", key + " names each by a text.");
      return;
    }
    Optional<LocalDate> day = day(value, key + "." + name);
    day.ifPresent(present -> days.put(name, present));
    if (day.isPresent() && from.isPresent() && day.get().isAfter(from.get())) {
      yaml.error(
          value,
          "policy.enforced",
          "%s.%s is later than from, %s. A tier or a team comes in earlier or not at all."
              .formatted(key, name, from.get()));
    }
  }

  private void tiers(Node node, Set<String> named, Set<String> asked) {
    for (String tier : named) {
      if (!known.contains(tier)) {
        yaml.error(
            node,
            "policy.tier",
            "\"%s\" is no tier of this policy: %s.".formatted(tier, String.join(", ", known)));
      } else if (!asked.contains(tier)) {
        yaml.error(
            node,
            "policy.tier",
            "This requirement is not asked in the tier %s, so it is never enforced there."
                .formatted(tier));
      }
    }
  }

  private Optional<LocalDate> day(Node node, String name) {
    Optional<String> text = yaml.text(node, name);
    if (text.isPresent() && DAY.matcher(text.get()).matches()) {
      try {
        return Optional.of(LocalDate.parse(text.get()));
      } catch (DateTimeException e) {
        // Falls through to the error below: no month has such a day.
      }
    }
    if (text.isPresent()) {
      yaml.error(
          node,
          "policy.date",
          "%s is a day such as 2027-03-01, not \"%s\".".formatted(name, text.get()));
    }
    return Optional.empty();
  }
}
