// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what is asked of people: sign-offs, vetoes, and alternatives of sign-offs. */
final class SignOffReader {
  private static final int MOST_ALTERNATIVES = 5;
  private static final int MOST_TOGETHER = 5;
  private static final Set<String> PART =
      Set.of("role", "meaning", "count", "covers", "method", "qualified", "team");

  private final YamlDocument yaml;

  SignOffReader(YamlDocument yaml) {
    this.yaml = yaml;
  }

  Optional<Requirement> signOff(Node node, Map<String, Node> members, RequirementReader.Head head) {
    return part(node, members, head, after(members))
        .map(asked -> unwaivable(members, asked, asked.approval(), "An approval"));
  }

  /** One sign-off under the id of its requirement; an approval is never waivable. */
  private Optional<Requirement.SignOff> part(
      Node node, Map<String, Node> members, RequirementReader.Head head, List<String> after) {
    Optional<String> role = needed(node, members, "role").flatMap(n -> yaml.text(n, "role"));
    String meaning =
        needed(node, members, "meaning").flatMap(n -> yaml.text(n, "meaning")).orElse("review");
    if (!meaning.equals("review") && !meaning.equals("approval")) {
      yaml.error(
          members.getOrDefault("meaning", node),
          "policy.meaning",
          "meaning is review or approval.");
    }
    boolean approval = meaning.equals("approval");
    var asked =
        new Requirement.Asked(
            count(members),
            covers(members),
            after,
            challenges(members),
            passkey(members),
            signer(members));
    return role.map(
        present ->
            new Requirement.SignOff(
                head.id(), head.tiers(), head.waivable() && !approval, present, approval, asked));
  }

  /** How many challenges must have been answered and resolved before these sign-offs count. */
  private int challenges(Map<String, Node> members) {
    Node node = members.get("challenges");
    return node == null ? 0 : new FindingsReader(yaml).count(node, "challenges", 20);
  }

  private Requirement.Signer signer(Map<String, Node> members) {
    Optional<String> qualified =
        Optional.ofNullable(members.get("qualified")).flatMap(n -> yaml.text(n, "qualified"));
    Node team = members.get("team");
    if (team != null && !yaml.text(team, "team").equals(Optional.of("another"))) {
      yaml.error(team, "policy.team", "team can only be another.");
    }
    return new Requirement.Signer(qualified, team != null);
  }

  /** A signature by password is taken unless the policy says otherwise. */
  private boolean passkey(Map<String, Node> members) {
    Node node = members.get("method");
    String method = node == null ? "any" : yaml.text(node, "method").orElse("");
    if (node != null && !method.equals("any") && !method.equals("passkey")) {
      yaml.error(node, "policy.method", "method is any or passkey.");
    }
    return method.equals("passkey");
  }

  private int count(Map<String, Node> members) {
    Node count = members.get("count");
    if (count == null) {
      return 1;
    }
    if (count instanceof ScalarNode scalar && scalar.getValue().strip().endsWith("%")) {
      yaml.error(
          count,
          "policy.percent",
          "A share of a role shrinks when people leave it, so whoever gives and takes roles would"
              + " decide what is enough. Write the number of people, such as count: 2.");
      return 1;
    }
    double number = yaml.number(count, "count").orElse(1.0);
    if (number != Math.rint(number) || number < 1 || number > 20) {
      yaml.error(count, "policy.count", "count is a whole number from 1 to 20.");
    }
    return (int) number;
  }

  /** Nobody need sign, so there is neither a count nor a meaning: what is said is a review. */
  Optional<Requirement> veto(Node node, Map<String, Node> members, RequirementReader.Head head) {
    Optional<String> role = needed(node, members, "role").flatMap(n -> yaml.text(n, "role"));
    var asked =
        new Requirement.Asked(1, covers(members), List.of(), 0, false, Requirement.Signer.ANY);
    return role.map(
            present ->
                new Requirement.Veto(
                    head.id(),
                    head.tiers(),
                    new Requirement.SignOff(head.id(), head.tiers(), false, present, false, asked)))
        .map(veto -> unwaivable(members, veto, true, "A veto"));
  }

  Optional<Requirement> anyOf(Node node, Map<String, Node> members, RequirementReader.Head head) {
    List<List<Requirement.SignOff>> alternatives = new ArrayList<>();
    List<Node> listed =
        needed(node, members, "of").map(n -> yaml.sequence(n, "of")).orElse(List.of());
    for (Node one : listed) {
      alternatives.add(alternative(one, head));
    }
    if (members.containsKey("of") && (listed.size() < 2 || listed.size() > MOST_ALTERNATIVES)) {
      yaml.error(
          node,
          "policy.any",
          "of lists 2 to %d alternatives. One alone is a signoff requirement of its own."
              .formatted(MOST_ALTERNATIVES));
    }
    List<Requirement.SignOff> all = alternatives.stream().flatMap(List::stream).toList();
    boolean approval = all.stream().anyMatch(Requirement.SignOff::approval);
    var anyOf =
        new Requirement.AnyOf(
            head.id(), head.tiers(), head.waivable() && !approval, alternatives, after(members));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(unwaivable(members, anyOf, approval, "An approval"));
  }

  /** A sign-off, or a list of them that are all needed. */
  private List<Requirement.SignOff> alternative(Node node, RequirementReader.Head head) {
    List<Node> parts = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    if (parts.isEmpty() || parts.size() > MOST_TOGETHER) {
      yaml.error(
          node, "policy.any", "An alternative has 1 to %d sign-offs.".formatted(MOST_TOGETHER));
    }
    Map<List<String>, Requirement.SignOff> read = new LinkedHashMap<>();
    for (Node one : parts) {
      Optional<MappingNode> mapping = yaml.mapping(one, "A sign-off of an alternative");
      mapping
          .flatMap(present -> part(one, yaml.members(present, PART), head, List.of()))
          .ifPresent(
              part -> {
                List<String> seat = List.of(part.role(), part.meaning());
                if (read.putIfAbsent(seat, part) != null) {
                  yaml.error(
                      one,
                      "policy.any",
                      "%s stands twice in one alternative. Raise its count."
                          .formatted(part.role()));
                }
              });
    }
    return List.copyOf(read.values());
  }

  private Requirement unwaivable(
      Map<String, Node> members, Requirement requirement, boolean never, String what) {
    Node waivable = members.get("waivable");
    if (never && waivable instanceof ScalarNode scalar && Boolean.parseBoolean(scalar.getValue())) {
      yaml.error(
          waivable,
          "policy.waivable",
          what + " cannot be waived: somebody must answer for the whole. Leave out waivable.");
    }
    return requirement;
  }

  private List<String> after(Map<String, Node> members) {
    return Optional.ofNullable(members.get("after"))
        .map(n -> yaml.texts(n, "after"))
        .orElse(List.of());
  }

  private List<String> covers(Map<String, Node> members) {
    Node node = members.get("covers");
    if (node == null || (node instanceof ScalarNode scalar && scalar.getValue().equals("all"))) {
      return List.of();
    }
    List<String> covers = yaml.texts(node, "covers");
    for (String name : covers) {
      if (!EvidenceClasses.ALL.contains(name)) {
        yaml.error(node, "policy.class", EvidenceClasses.unknown(name));
      }
    }
    return covers;
  }

  private Optional<Node> needed(Node node, Map<String, Node> members, String key) {
    Node found = members.get(key);
    if (found == null) {
      yaml.error(node, "policy.missing-key", "This requirement needs the key " + key + ".");
    }
    return Optional.ofNullable(found);
  }
}
