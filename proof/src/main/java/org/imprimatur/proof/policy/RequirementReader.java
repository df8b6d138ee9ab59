// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one requirement of a gate; each kind has its own keys. */
final class RequirementReader {
  /** The checks that can be asked, each with the limits that it takes. */
  static final Map<String, Set<String>> CHECKS =
      Map.of(
          "artifact/1", Set.of(),
          "data.quality/1", Set.of("max-missing", "max-duplicates"),
          "data.leakage/1",
              Set.of("most-association", "most-rank-association", "most-class-association"),
          "data.proxies/1", Set.of("most"),
          "data.prohibited-inputs/1", Set.of("columns"),
          "data.drift/1", Set.of("max-psi"),
          "performance.comparison/1",
              Set.of(
                  "margin",
                  "roc_auc",
                  "accuracy",
                  "f1_macro",
                  "f1_weighted",
                  "log_loss",
                  "r2",
                  "rmse",
                  "mae"),
          "fairness.four-fifths/1", Set.of("least", "by", "min-share"),
          "documentation.card/1", Set.of());

  /** Limits with a unit: the label's, or that of a logarithm. */
  static final Set<String> WITH_UNIT = Set.of("log_loss", "rmse", "mae");

  private static final Set<String> COMMON = Set.of("id", "kind", "tiers", "waivable", "enforced");
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "check", Set.of("check", "with"),
          "expression", Set.of("class", "when"),
          "document", Set.of("class", "sections"),
          "findings", Set.of("worst", "most", "accepted-by"),
          "signoff",
              Set.of(
                  "role",
                  "meaning",
                  "count",
                  "covers",
                  "after",
                  "challenges",
                  "method",
                  "qualified",
                  "team"),
          "veto", Set.of("role", "covers"),
          "any", Set.of("of", "after"));

  private final YamlDocument yaml;
  private final List<String> tiers;
  private final Map<String, Enforcement> enforcement = new HashMap<>();

  RequirementReader(YamlDocument yaml, List<String> tiers) {
    this.yaml = yaml;
    this.tiers = tiers;
  }

  /** What every kind has. */
  record Head(String id, Set<String> tiers, boolean waivable) {}

  /** From when those that were read are enforced, by their ids; the others always are. */
  Map<String, Enforcement> enforcement() {
    return enforcement;
  }

  Optional<Requirement> read(Node node) {
    Optional<MappingNode> mapping = yaml.mapping(node, "A requirement");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    String kind = kind(mapping.get());
    if (!KINDS.containsKey(kind)) {
      yaml.error(
          node,
          "policy.kind",
          "A requirement needs kind: check, expression, document, findings, signoff, veto or any;"
              + " this one has \""
              + kind
              + "\".");
      return Optional.empty();
    }
    Set<String> known = new TreeSet<>(COMMON);
    known.addAll(KINDS.get(kind));
    Map<String, Node> members = yaml.members(mapping.get(), known);
    Optional<Head> head = head(node, members);
    head.ifPresent(present -> enforced(members, present));
    return head.flatMap(
        present ->
            switch (kind) {
              case "check" -> check(node, members, present);
              case "expression" -> expression(node, members, present);
              case "document" -> document(node, members, present);
              case "findings" ->
                  Optional.of(
                      new FindingsReader(yaml)
                          .read(members, present.id(), present.tiers(), present.waivable()));
              case "veto" -> new SignOffReader(yaml).veto(node, members, present);
              case "any" -> new SignOffReader(yaml).anyOf(node, members, present);
              default -> new SignOffReader(yaml).signOff(node, members, present);
            });
  }

  private void enforced(Map<String, Node> members, Head head) {
    Optional.ofNullable(members.get("enforced"))
        .flatMap(node -> new EnforcementReader(yaml, tiers).read(node, head.tiers()))
        .ifPresent(found -> enforcement.put(head.id(), found));
  }

  private static String kind(MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && key.getValue().equals("kind")
          && tuple.getValueNode() instanceof ScalarNode value) {
        return value.getValue();
      }
    }
    return "";
  }

  private Optional<Head> head(Node node, Map<String, Node> members) {
    Optional<String> id = needed(node, members, "id").flatMap(n -> yaml.text(n, "id"));
    List<String> asked =
        needed(node, members, "tiers").map(n -> yaml.texts(n, "tiers")).orElse(List.of());
    for (String tier : asked) {
      if (!tiers.contains(tier)) {
        yaml.error(
            members.getOrDefault("tiers", node),
            "policy.tier",
            "\"" + tier + "\" is no tier of this policy: " + String.join(", ", tiers) + ".");
      }
    }
    boolean waivable =
        Optional.ofNullable(members.get("waivable"))
            .flatMap(n -> yaml.truth(n, "waivable"))
            .orElse(true);
    return id.map(present -> new Head(present, Set.copyOf(asked), waivable));
  }

  private Optional<Requirement> check(Node node, Map<String, Node> members, Head head) {
    Optional<String> check = needed(node, members, "check").flatMap(n -> yaml.text(n, "check"));
    if (check.isEmpty()) {
      return Optional.empty();
    }
    Set<String> limits = CHECKS.get(check.get());
    if (limits == null) {
      yaml.error(
          members.getOrDefault("check", node),
          "policy.check",
          "There is no check \"%s\". Did you mean \"%s\"?"
              .formatted(check.get(), Nearest.to(check.get(), CHECKS.keySet())));
      return Optional.empty();
    }
    Requirement.Limits with =
        new Requirement.Limits(
            Optional.ofNullable(members.get("with")).map(n -> limits(n, limits)).orElse(Map.of()));
    return Optional.of(
        new Requirement.Check(head.id(), head.tiers(), head.waivable(), check.get(), with));
  }

  private Map<String, Double> limits(Node node, Set<String> known) {
    Map<String, Double> numbers = new HashMap<>();
    Optional<MappingNode> mapping = yaml.mapping(node, "with");
    if (mapping.isPresent() && known.isEmpty()) {
      yaml.error(node, "policy.with", "This check takes no limits. Leave out with.");
      return numbers;
    }
    mapping.ifPresent(
        present ->
            yaml.members(present, known).forEach((name, value) -> limit(name, value, numbers)));
    return numbers;
  }

  private void limit(String name, Node value, Map<String, Double> numbers) {
    String only = name.equals("by") ? "interval" : name.equals("columns") ? "registered" : "";
    if (only.isEmpty()) {
      yaml.number(value, name).ifPresent(number -> limit(name, value, number, numbers));
    } else if (!yaml.text(value, name).orElse("").equals(only)) {
      yaml.error(value, "policy.with", name + " can only be " + only + ".");
    }
  }

  /** Most limits are shares or ratios; a number outside would switch one off unseen. */
  private void limit(String name, Node value, double number, Map<String, Double> numbers) {
    if (WITH_UNIT.contains(name)) {
      if (number >= 0 && Double.isFinite(number)) {
        numbers.put(name, number);
      } else {
        yaml.error(value, "policy.with", name + " is a number from 0 on.");
      }
    } else if (number < 0 || number > 1) {
      yaml.error(value, "policy.with", name + " is a share from 0 to 1.");
    } else {
      numbers.put(name, number);
    }
  }

  private Optional<Requirement> expression(Node node, Map<String, Node> members, Head head) {
    Optional<String> evidenceClass = evidenceClass(node, members);
    Optional<Expression> when =
        needed(node, members, "when")
            .flatMap(
                n ->
                    expression(
                        n, text -> ExpressionReader.overMetrics(text, evidenceClass.orElse(""))));
    if (evidenceClass.isEmpty() || when.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Requirement.Measured(
            head.id(), head.tiers(), head.waivable(), evidenceClass.get(), when.get()));
  }

  /** The condition of a risk rule, over the questions with their known answers. */
  Optional<Expression> riskCondition(Node node, Map<String, List<String>> questions) {
    return expression(node, text -> ExpressionReader.overAnswers(text, questions));
  }

  /** How the text of an expression is read. */
  private interface Reader {
    Expression read(String text) throws ExpressionReader.Refused;
  }

  /** An expression whose errors stand at their own column. */
  private Optional<Expression> expression(Node node, Reader reader) {
    Optional<String> text = yaml.text(node, "when");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(reader.read(text.get()));
    } catch (ExpressionReader.Refused e) {
      yaml.error(node, e.offset() + quote(node), "policy.expression", e.sentence());
      return Optional.empty();
    }
  }

  private static int quote(Node node) {
    return node instanceof ScalarNode scalar && !scalar.isPlain() ? 1 : 0;
  }

  private Optional<Requirement> document(Node node, Map<String, Node> members, Head head) {
    Optional<String> evidenceClass = evidenceClass(node, members);
    List<String> sections =
        needed(node, members, "sections").map(n -> yaml.texts(n, "sections")).orElse(List.of());
    return evidenceClass.map(
        present ->
            new Requirement.Document(head.id(), head.tiers(), head.waivable(), present, sections));
  }

  private Optional<String> evidenceClass(Node node, Map<String, Node> members) {
    Optional<String> name = needed(node, members, "class").flatMap(n -> yaml.text(n, "class"));
    name.ifPresent(present -> knownClass(members.getOrDefault("class", node), present));
    return name;
  }

  private void knownClass(Node node, String name) {
    if (!EvidenceClasses.ALL.contains(name)) {
      yaml.error(node, "policy.class", EvidenceClasses.unknown(name));
    }
  }

  private Optional<Node> needed(Node node, Map<String, Node> members, String key) {
    Node found = members.get(key);
    if (found == null) {
      yaml.error(node, "policy.missing-key", "This requirement needs the key " + key + ".");
    }
    return Optional.ofNullable(found);
  }
}
