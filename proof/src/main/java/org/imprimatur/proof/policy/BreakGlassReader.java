// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code break-glass} of a gate: {@code by} and {@code ratify-within-hours}. */
final class BreakGlassReader {
  private static final String CODE = "policy.break-glass";
  private static final String HOURS = "ratify-within-hours";

  /** Only there is a version watched, so that an overdue one can be suspended. */
  private static final String PRODUCTION = "production";

  private final YamlDocument yaml;

  BreakGlassReader(YamlDocument yaml) {
    this.yaml = yaml;
  }

  Optional<Policy.BreakGlass> read(String stage, Node node) {
    if (!stage.equals(PRODUCTION)) {
      yaml.error(node, CODE, "Only the gate production can have break-glass.");
    }
    Optional<MappingNode> mapping = yaml.mapping(node, "break-glass");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("by", HOURS));
    List<String> by =
        Optional.ofNullable(members.get("by")).map(n -> yaml.texts(n, "by")).orElse(List.of());
    if (by.isEmpty()) {
      yaml.error(node, CODE, "by names at least one role.");
    }
    Optional<Integer> hours = hours(node, Optional.ofNullable(members.get(HOURS)));
    return by.isEmpty()
        ? Optional.empty()
        : hours.map(number -> new Policy.BreakGlass(Set.copyOf(by), number));
  }

  /** Without an end a debt would be no debt. */
  private Optional<Integer> hours(Node node, Optional<Node> hours) {
    double number = hours.flatMap(found -> yaml.number(found, HOURS)).orElse(0.0);
    if (number != Math.rint(number) || number < 1 || number > Policy.BreakGlass.MOST_HOURS) {
      yaml.error(
          hours.orElse(node),
          CODE,
          "%s is a whole number from 1 to %d.".formatted(HOURS, Policy.BreakGlass.MOST_HOURS));
      return Optional.empty();
    }
    return Optional.of((int) number);
  }
}
