// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code envelope} of a gate: {@code tiers}, {@code within-days} and {@code most}. */
final class EnvelopesReader {
  private static final String CODE = "policy.envelope";
  private static final String DAYS = "within-days";

  private final YamlDocument yaml;
  private final List<String> tiers;

  EnvelopesReader(YamlDocument yaml, List<String> tiers) {
    this.yaml = yaml;
    this.tiers = tiers;
  }

  Optional<Policy.Envelopes> read(String stage, Node node) {
    if (!stage.equals(Revalidation.STAGE)) {
      yaml.error(
          node, CODE, "Only the gate %s can have an envelope.".formatted(Revalidation.STAGE));
    }
    Optional<MappingNode> mapping = yaml.mapping(node, "envelope");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("tiers", DAYS, "most"));
    List<String> named =
        Optional.ofNullable(members.get("tiers"))
            .map(found -> yaml.texts(found, "tiers"))
            .orElse(List.of());
    if (named.isEmpty() || !tiers.containsAll(named)) {
      yaml.error(
          node,
          CODE,
          "tiers names at least one tier, and only those of this policy: %s."
              .formatted(String.join(", ", tiers)));
    }
    Optional<Integer> days = number(node, members, DAYS, Policy.Envelopes.MOST_DAYS);
    Optional<Integer> most = number(node, members, "most", Policy.Envelopes.MOST_RETRAINS);
    return days.isEmpty() || most.isEmpty()
        ? Optional.empty()
        : Optional.of(new Policy.Envelopes(Set.copyOf(named), days.get(), most.get()));
  }

  /** Both are said: an envelope without an end would be an approval for ever. */
  private Optional<Integer> number(Node node, Map<String, Node> members, String key, int greatest) {
    Optional<Node> found = Optional.ofNullable(members.get(key));
    double number = found.flatMap(value -> yaml.number(value, key)).orElse(0.0);
    if (number != Math.rint(number) || number < 1 || number > greatest) {
      yaml.error(
          found.orElse(node), CODE, "%s is a whole number from 1 to %d.".formatted(key, greatest));
      return Optional.empty();
    }
    return Optional.of((int) number);
  }
}
