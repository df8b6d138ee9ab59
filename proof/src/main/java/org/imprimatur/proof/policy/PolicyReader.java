// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code policy/v1}; never throws for a text, however wrong. */
public final class PolicyReader {
  private static final Set<String> KEYS =
      Set.of("imprimatur", "name", "tiers", "risk", "examination", "gates", "waivers");
  private static final int MOST_CHOICES = 256;
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4})d");
  private static final List<String> PRESET_TIERS = List.of("low", "medium", "high");

  private final YamlDocument yaml = new YamlDocument();

  private PolicyReader() {}

  /** Reads UTF-8. */
  public static Reading read(byte[] utf8) {
    var reader = new PolicyReader();
    Optional<Policy> policy = reader.policy(utf8);
    return policy.isPresent() && reader.yaml.errors().isEmpty()
        ? new Reading.Read(policy.get())
        : new Reading.Refused(reader.yaml.errors());
  }

  private Optional<Policy> policy(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return yaml.root(text).flatMap(this::policy);
    } catch (CharacterCodingException e) {
      yaml.errors()
          .add(
              new PolicyError(1, 1, "policy.encoding", "The file is not UTF-8. Save it as UTF-8."));
      return Optional.empty();
    }
  }

  private Optional<Policy> policy(MappingNode root) {
    Map<String, Node> members = yaml.members(root, KEYS);
    Optional<Node> version = needed(root, members, "imprimatur");
    version.ifPresent(
        node -> {
          if (!yaml.text(node, "imprimatur").orElse("").equals("policy/v1")) {
            yaml.error(node, "policy.version", "Write imprimatur: policy/v1 here.");
          }
        });
    Optional<String> name = needed(root, members, "name").flatMap(n -> yaml.text(n, "name"));
    List<String> tiers =
        Optional.ofNullable(members.get("tiers"))
            .map(n -> yaml.texts(n, "tiers"))
            .filter(named -> !named.isEmpty())
            .orElse(PRESET_TIERS);
    List<Policy.Question> questions = new ArrayList<>();
    List<Policy.RiskRule> rules = new ArrayList<>();
    needed(root, members, "risk").ifPresent(node -> risk(node, tiers, questions, rules));
    Policy.Level level =
        Optional.ofNullable(members.get("examination"))
            .map(this::examination)
            .orElse(Policy.Level.COMPUTED_HERE);
    Map<String, Policy.Gate> gates = new LinkedHashMap<>();
    needed(root, members, "gates").ifPresent(node -> gates(node, tiers, gates));
    return name.map(
        present ->
            new Policy(
                present,
                tiers,
                questions,
                rules,
                new Policy.Examination(level),
                gates,
                waivers(members)));
  }

  private void risk(
      Node node, List<String> tiers, List<Policy.Question> questions, List<Policy.RiskRule> rules) {
    Optional<MappingNode> mapping = yaml.mapping(node, "risk");
    if (mapping.isEmpty()) {
      return;
    }
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("questions", "rules"));
    needed(node, members, "questions")
        .flatMap(n -> yaml.mapping(n, "questions"))
        .ifPresent(
            asked ->
                yaml.members(asked, Set.of())
                    .forEach((id, value) -> question(id, value).ifPresent(questions::add)));
    Map<String, List<String>> known =
        questions.stream().collect(Collectors.toMap(Policy.Question::id, Policy.Question::answers));
    needed(node, members, "rules")
        .ifPresent(
            n ->
                yaml.sequence(n, "rules")
                    .forEach(rule -> rule(rule, tiers, known).ifPresent(rules::add)));
  }

  private Optional<Policy.Question> question(String id, Node node) {
    Optional<MappingNode> mapping = yaml.mapping(node, "The question " + id);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("ask", "answers"));
    Optional<String> ask = needed(node, members, "ask").flatMap(n -> yaml.text(n, "ask"));
    List<String> answers =
        needed(node, members, "answers").map(n -> yaml.texts(n, "answers")).orElse(List.of());
    return ask.map(present -> new Policy.Question(id, present, answers));
  }

  private Optional<Policy.RiskRule> rule(
      Node node, List<String> tiers, Map<String, List<String>> questions) {
    Optional<MappingNode> mapping = yaml.mapping(node, "A rule");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("id", "tier", "when"));
    Optional<String> id = needed(node, members, "id").flatMap(n -> yaml.text(n, "id"));
    Optional<String> tier = needed(node, members, "tier").flatMap(n -> yaml.text(n, "tier"));
    Optional<Expression> when =
        needed(node, members, "when")
            .flatMap(n -> new RequirementReader(yaml, tiers).riskCondition(n, questions));
    if (tier.isPresent() && !tiers.contains(tier.get())) {
      yaml.error(
          members.getOrDefault("tier", node),
          "policy.tier",
          "\"" + tier.get() + "\" is no tier here.");
    }
    if (id.isEmpty() || tier.isEmpty() || when.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Policy.RiskRule(id.get(), tier.get(), when.get()));
  }

  private Policy.Level examination(Node node) {
    Optional<MappingNode> mapping = yaml.mapping(node, "examination");
    if (mapping.isEmpty()) {
      return Policy.Level.COMPUTED_HERE;
    }
    Map<String, Node> members = yaml.members(mapping.get(), Set.of("level", "test-sets", "groups"));
    for (String key : List.of("test-sets", "groups")) {
      Node value = members.get(key);
      if (value != null && !yaml.text(value, key).orElse("").equals("registered")) {
        yaml.error(value, "policy.examination", key + " can only be registered.");
      }
    }
    Node level = members.get("level");
    if (level == null) {
      return Policy.Level.COMPUTED_HERE;
    }
    Optional<Policy.Level> known = yaml.text(level, "level").flatMap(Policy.Level::of);
    if (known.isEmpty()) {
      yaml.error(level, "policy.level", "level is computed-here, runner or supplied.");
    }
    return known.orElse(Policy.Level.COMPUTED_HERE);
  }

  /** Without the key nothing is waived. */
  private Optional<Policy.Waivers> waivers(Map<String, Node> members) {
    return Optional.ofNullable(members.get("waivers"))
        .flatMap(node -> yaml.mapping(node, "waivers"))
        .flatMap(
            mapping -> {
              Map<String, Node> keys = yaml.members(mapping, Set.of("longest", "by"));
              int days =
                  needed(mapping, keys, "longest").map(this::days).orElse(Policy.Waivers.MOST_DAYS);
              List<String> by =
                  needed(mapping, keys, "by").map(n -> yaml.texts(n, "by")).orElse(List.of());
              if (by.isEmpty() && keys.containsKey("by")) {
                yaml.error(mapping, "policy.waivers", "by names at least one role.");
              }
              return by.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Policy.Waivers(days, Set.copyOf(by)));
            });
  }

  private int days(Node node) {
    String text = yaml.text(node, "longest").orElse("");
    Matcher days = DAYS.matcher(text);
    int number = days.matches() ? Integer.parseInt(days.group(1)) : 0;
    if (number < 1 || number > Policy.Waivers.MOST_DAYS) {
      yaml.error(
          node,
          "policy.waivers",
          "longest is a number of days from 1d to %dd, such as 90d."
              .formatted(Policy.Waivers.MOST_DAYS));
      return 1;
    }
    return number;
  }

  private void gates(Node node, List<String> tiers, Map<String, Policy.Gate> gates) {
    Optional<MappingNode> mapping = yaml.mapping(node, "gates");
    mapping.ifPresent(
        present -> {
          if (present.getValue().isEmpty()) {
            yaml.error(node, "policy.gates", "A policy needs at least one gate.");
          }
          yaml.members(present, Set.of())
              .forEach(
                  (stage, value) ->
                      gate(stage, value, tiers).ifPresent(gate -> gates.put(stage, gate)));
        });
  }

  private Optional<Policy.Gate> gate(String stage, Node node, List<String> tiers) {
    Optional<MappingNode> mapping = yaml.mapping(node, "The gate " + stage);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Node> members =
        yaml.members(
            mapping.get(),
            Set.of(
                "from", "requirements", "revalidate", "break-glass", "envelope", "overlap-days"));
    List<String> from =
        needed(node, members, "from").map(n -> yaml.texts(n, "from")).orElse(List.of());
    List<Requirement> requirements = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    var reader = new RequirementReader(yaml, tiers);
    for (Node element :
        needed(node, members, "requirements")
            .map(n -> yaml.sequence(n, "requirements"))
            .orElse(List.of())) {
      Optional<Requirement> requirement = reader.read(element);
      requirement.ifPresent(
          read -> {
            if (!ids.add(read.id())) {
              yaml.error(element, "policy.duplicate-id", "The id " + read.id() + " is taken.");
            }
            requirements.add(read);
          });
    }
    order(node, requirements, ids);
    alternatives(node, requirements);
    everyTierSigned(node, tiers, requirements, reader.enforcement().keySet());
    Optional<Revalidation> revalidation =
        Optional.ofNullable(members.get("revalidate"))
            .flatMap(value -> new RevalidationReader(yaml, tiers).read(stage, value));
    Optional<Policy.BreakGlass> breakGlass =
        Optional.ofNullable(members.get("break-glass"))
            .flatMap(found -> new BreakGlassReader(yaml).read(stage, found));
    Optional<Policy.Envelopes> envelopes =
        Optional.ofNullable(members.get("envelope"))
            .flatMap(found -> new EnvelopesReader(yaml, tiers).read(stage, found));
    return Optional.of(
        new Policy.Gate(
            stage,
            from,
            requirements,
            reader.enforcement(),
            revalidation,
            breakGlass,
            envelopes,
            Optional.ofNullable(members.get("overlap-days"))
                .map(found -> overlap(stage, found))
                .orElse(Policy.Gate.OVERLAP)));
  }

  private int overlap(String stage, Node node) {
    if (!stage.equals(Revalidation.STAGE)) {
      yaml.error(
          node,
          "policy.overlap",
          "Versions replace each other in production alone: overlap-days stands at the gate %s."
              .formatted(Revalidation.STAGE));
    }
    double days = yaml.number(node, "overlap-days").orElse(0.0);
    if (days < 0 || days > Policy.Gate.MOST_OVERLAP || days != Math.rint(days)) {
      yaml.error(
          node,
          "policy.overlap",
          "overlap-days is a whole number of days from 0 to %d."
              .formatted(Policy.Gate.MOST_OVERLAP));
      return 0;
    }
    return (int) days;
  }

  /** A sign-off waits for requirements above it: people are seated from the top. */
  private void order(Node node, List<Requirement> requirements, Set<String> ids) {
    Set<String> above = new HashSet<>();
    for (Requirement requirement : requirements) {
      for (String id : after(requirement)) {
        if (!above.contains(id)) {
          yaml.error(node, "policy.after", waits(requirement.id(), id, ids));
        }
      }
      above.add(requirement.id());
    }
  }

  private static List<String> after(Requirement requirement) {
    return switch (requirement) {
      case Requirement.SignOff signOff -> signOff.asked().after();
      case Requirement.AnyOf anyOf -> anyOf.after();
      case Requirement.Check _,
          Requirement.Measured _,
          Requirement.Findings _,
          Requirement.Document _,
          Requirement.Veto _ ->
          List.of();
    };
  }

  /** Every choice of alternatives is looked at, so there can only be so many. */
  private void alternatives(Node node, List<Requirement> requirements) {
    long choices = 1;
    for (Requirement requirement : requirements) {
      if (requirement instanceof Requirement.AnyOf anyOf) {
        choices = Math.min(choices * Math.max(1, anyOf.of().size()), 1_000_000);
      }
    }
    if (choices > MOST_CHOICES) {
      yaml.error(
          node,
          "policy.any",
          "The alternatives of this gate combine in more than %d ways. Ask for fewer."
              .formatted(MOST_CHOICES));
    }
  }

  private static String waits(String signOff, String id, Set<String> ids) {
    return ids.contains(id) && !id.equals(signOff)
        ? "%s waits for \"%s\", which stands below it. Move it above.".formatted(signOff, id)
        : "%s waits for \"%s\", which is no other requirement of this gate.".formatted(signOff, id);
  }

  /**
   * Silence never approves: a tier without an approval would pass without any person, and one whose
   * approvals are only watched would until their day.
   */
  private void everyTierSigned(
      Node node, List<String> tiers, List<Requirement> requirements, Set<String> phased) {
    for (String tier : tiers) {
      List<Requirement> approvals =
          requirements.stream()
              .filter(requirement -> requirement.tiers().contains(tier) && approves(requirement))
              .toList();
      if (approvals.isEmpty()) {
        yaml.error(
            node,
            "policy.no-approval",
            "The tier " + tier + " needs a signoff requirement with meaning: approval.");
      } else if (approvals.stream().allMatch(approval -> phased.contains(approval.id()))) {
        yaml.error(
            node,
            "policy.no-approval",
            "Until %s is enforced, the tier %s would pass without any person. It needs an approval without enforced."
                .formatted(approvals.getFirst().id(), tier));
      }
    }
  }

  /** Whether it cannot be satisfied without an approval, whatever alternative is taken. */
  private static boolean approves(Requirement requirement) {
    return switch (requirement) {
      case Requirement.SignOff signOff -> signOff.approval();
      case Requirement.AnyOf anyOf ->
          anyOf.of().stream().allMatch(all -> all.stream().anyMatch(Requirement.SignOff::approval));
      case Requirement.Check _,
          Requirement.Measured _,
          Requirement.Findings _,
          Requirement.Document _,
          Requirement.Veto _ ->
          false;
    };
  }

  private Optional<Node> needed(Node node, Map<String, Node> members, String key) {
    Node found = members.get(key);
    if (found == null) {
      yaml.error(node, "policy.missing-key", "The key " + key + " is missing here.");
    }
    return Optional.ofNullable(found);
  }
}
