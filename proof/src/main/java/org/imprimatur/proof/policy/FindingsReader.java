// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.review.Severity;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a gate allows to stay open: {@code worst}, {@code most} and {@code accepted-by}. */
final class FindingsReader {
  private static final String NONE = "none";
  private static final List<String> ACCEPTED_BY = List.of("risk-manager");
  private static final int MOST = 1000;

  private final YamlDocument yaml;

  FindingsReader(YamlDocument yaml) {
    this.yaml = yaml;
  }

  Requirement read(Map<String, Node> members, String id, Set<String> tiers, boolean waivable) {
    Optional<Severity> worst =
        Optional.ofNullable(members.get("worst"))
            .map(this::worst)
            .orElse(Optional.of(Severity.MEDIUM));
    Map<Severity, Integer> most = new EnumMap<>(Severity.class);
    Node limits = members.get("most");
    if (limits != null) {
      yaml.mapping(limits, "most")
          .ifPresent(
              mapping ->
                  yaml.members(mapping, new TreeSet<>(Severity.words()))
                      .forEach(
                          (word, node) ->
                              most.put(
                                  Severity.of(word).orElseThrow(),
                                  count(node, "most." + word, MOST))));
    }
    List<String> acceptedBy =
        Optional.ofNullable(members.get("accepted-by"))
            .map(node -> yaml.texts(node, "accepted-by"))
            .orElse(ACCEPTED_BY);
    return new Requirement.Findings(id, tiers, waivable, worst, most, acceptedBy);
  }

  private Optional<Severity> worst(Node node) {
    Optional<String> word = yaml.text(node, "worst");
    Optional<Severity> worst = word.flatMap(Severity::of);
    if (word.isPresent() && worst.isEmpty() && !word.get().equals(NONE)) {
      yaml.error(
          node,
          "policy.severity",
          "worst is none, %s; not \"%s\"."
              .formatted(String.join(", ", Severity.words()), word.get()));
    }
    return worst;
  }

  /** A whole number from 0; what is none counts as 0 and is an error. */
  int count(Node node, String name, int most) {
    double number = yaml.number(node, name).orElse(0.0);
    if (number != Math.rint(number) || number < 0 || number > most) {
      yaml.error(node, "policy.count", name + " is a whole number from 0 to " + most + ".");
      return 0;
    }
    return (int) number;
  }
}
