// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML with the place of everything, and a list that gathers what is wrong with it. */
final class YamlDocument {
  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int DEEPEST = 16;

  private final List<PolicyError> errors = new ArrayList<>();

  List<PolicyError> errors() {
    return errors;
  }

  /** The root mapping; empty where the text is no YAML mapping, with the error noted. */
  Optional<MappingNode> root(String text) {
    var settings =
        LoadSettings.builder()
            .setLabel("policy")
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(0)
            .setAllowDuplicateKeys(true)
            .build();
    try {
      if (!isFlat(settings, text)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      errors.add(new PolicyError(1, 1, "yaml.shape", "A policy is a mapping of keys to values."));
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      errors.add(new PolicyError(line, column, "yaml.syntax", "Not YAML: " + e.getProblem() + "."));
    } catch (YamlEngineException e) {
      errors.add(new PolicyError(1, 1, "yaml.syntax", "Not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  /** Walks the events first: composing recurses, so depth and aliases are refused before it. */
  private boolean isFlat(LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      boolean alias = event.getEventId() == Event.ID.Alias;
      if (alias || depth > DEEPEST) {
        Mark mark = event.getStartMark().orElse(null);
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1;
        String message =
            alias
                ? "A policy has no aliases. Write the value out."
                : "This is nested deeper than " + DEEPEST + ".";
        errors.add(new PolicyError(line, column, "yaml.depth", message));
        return false;
      }
    }
    return true;
  }

  /** The members of a mapping; unknown and repeated keys are noted. */
  Map<String, Node> members(MappingNode mapping, Set<String> known) {
    Map<String, Node> members = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!seen.add(key)) {
        error(tuple.getKeyNode(), "yaml.duplicate-key", "\"" + key + "\" stands here twice.");
      } else if (!known.isEmpty() && !known.contains(key)) {
        String nearest = Nearest.to(key, known);
        error(
            tuple.getKeyNode(),
            "policy.unknown-key",
            "\"" + key + "\" is not known here. Did you mean \"" + nearest + "\"?");
      } else {
        members.put(key, tuple.getValueNode());
      }
    }
    return members;
  }

  Optional<MappingNode> mapping(Node node, String what) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(mapping);
    }
    error(node, "policy.shape", what + " must be a mapping of keys to values.");
    return Optional.empty();
  }

  List<Node> sequence(Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    error(node, "policy.shape", what + " must be a list.");
    return List.of();
  }

  /** A text, or nothing with the error noted. */
  Optional<String> text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    error(node, "policy.shape", what + " must be a text.");
    return Optional.empty();
  }

  List<String> texts(Node node, String what) {
    List<String> texts = new ArrayList<>();
    for (Node element : sequence(node, what)) {
      text(element, "Each of " + what).ifPresent(texts::add);
    }
    return texts;
  }

  Optional<Double> number(Node node, String what) {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.FLOAT) || scalar.getTag().equals(Tag.INT))) {
      try {
        double value = Double.parseDouble(scalar.getValue());
        if (Double.isFinite(value)) {
          return Optional.of(value);
        }
      } catch (NumberFormatException e) {
        // Falls through to the error below: an octal or a .nan is no limit.
      }
    }
    error(node, "policy.shape", what + " must be a number.");
    return Optional.empty();
  }

  Optional<Boolean> truth(Node node, String what) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Optional.of(Boolean.parseBoolean(scalar.getValue()));
    }
    error(node, "policy.shape", what + " must be true or false.");
    return Optional.empty();
  }

  void error(Node node, String code, String message) {
    error(node, 0, code, message);
  }

  /** An error {@code offset} characters into a one-line text. */
  void error(Node node, int offset, String code, String message) {
    Mark mark = node.getStartMark().orElse(null);
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1 + offset;
    errors.add(new PolicyError(line, column, code, message));
  }
}
