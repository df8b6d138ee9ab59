// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A requirement over one metric, to be put into the text of a policy; the person who proposes the
 * text chooses operator and limit.
 *
 * @param comment one line that says where it comes from
 * @param metric its name among those of the evidence class
 * @param atLeast whether the metric is to be at least the limit, else at most
 * @param limit a decimal number
 */
public record AddedRequirement(
    String comment,
    String evidenceClass,
    String tier,
    String metric,
    boolean atLeast,
    String limit) {
  /** What of a metric's name says that less is better. */
  private static final Pattern LESS =
      Pattern.compile(
          "loss|brier|[em]ce_|cost|error|m[as]e|mape|difference|psi|drift|bias|fpr|fnr|latency"
              + "|bytes|missing|repeated|shared|prohibited|personal|problems");

  /** Whether more of a metric is better, as far as its name tells; people look at it. */
  public static boolean isMoreBetter(String metric) {
    return !LESS.matcher(metric).find();
  }

  /**
   * The text with this as the last requirement of a gate; every other line stays as it is. Empty
   * where the text is no policy with such a gate, or its requirements are not a list in lines.
   */
  public Optional<String> in(String text, String gate) {
    return new YamlDocument()
        .root(text)
        .flatMap(root -> child(root, "gates"))
        .flatMap(gates -> child(gates, gate))
        .flatMap(of -> child(of, "requirements"))
        .filter(SequenceNode.class::isInstance)
        .map(SequenceNode.class::cast)
        .filter(list -> list.getFlowStyle() != FlowStyle.FLOW && !list.getValue().isEmpty())
        .flatMap(list -> after(text, list));
  }

  private Optional<String> after(String text, SequenceNode list) {
    List<String> lines = text.lines().toList();
    Node last = list.getValue().getLast();
    int first = line(last);
    int dash = lines.get(first).indexOf('-');
    int end = end(last);
    if (dash < 0 || end >= lines.size()) {
      return Optional.empty();
    }
    String indent = " ".repeat(dash);
    Stream<String> added =
        Stream.of(indent + "# " + comment, indent + "- " + requirement(ids(list)));
    return Optional.of(
        Stream.of(lines.stream().limit(end + 1L), added, lines.stream().skip(end + 1L))
            .flatMap(part -> part)
            .collect(Collectors.joining("\n", "", "\n")));
  }

  private String requirement(Set<String> taken) {
    return "{id: %s, kind: expression, class: %s, tiers: [%s], when: '%s %s %s'}"
        .formatted(id(taken), evidenceClass, tier, named(), atLeast ? ">=" : "<=", limit);
  }

  private String named() {
    return metric.matches("[a-z_][a-z0-9_]*")
        ? "metrics." + metric
        : "metrics[\"%s\"]"
            .formatted(metric.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "''"));
  }

  private String id(Set<String> taken) {
    String words = metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String id = "check-" + words.replaceAll("^-|-$", "");
    int number = 2;
    String free = id;
    while (taken.contains(free)) {
      free = id + "-" + number++;
    }
    return free;
  }

  private static Set<String> ids(SequenceNode list) {
    return list.getValue().stream()
        .flatMap(one -> child(one, "id").stream())
        .filter(ScalarNode.class::isInstance)
        .map(one -> ((ScalarNode) one).getValue())
        .collect(Collectors.toSet());
  }

  private static Optional<Node> child(Node node, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    return mapping.getValue().stream()
        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode of && of.getValue().equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  /** The last line of a node; a collection in lines ends where its last part does. */
  private static int end(Node node) {
    if (node instanceof CollectionNode<?> of
        && of.getFlowStyle() != FlowStyle.FLOW
        && !of.getValue().isEmpty()) {
      return switch (of.getValue().getLast()) {
        case NodeTuple tuple -> end(tuple.getValueNode());
        case Node last -> end(last);
        default -> line(of);
      };
    }
    return node.getEndMark()
        .map(mark -> mark.getColumn() == 0 ? mark.getLine() - 1 : mark.getLine())
        .orElse(line(node));
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine()).orElse(0);
  }
}
