// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.Performance;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.evidence.TestingComparisons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide on policies says what the reader does: each of its blocks is read. */
class PolicyGuideTest {
  private static final Path GUIDE = Path.of("../docs/guide/policy.md");
  private static final Path SOURCES = Path.of("src/main/java/org/imprimatur/proof/policy");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w.*?)\\n(.*?)^```$");
  private static final Pattern KEY = Pattern.compile("(?m)^([a-z]+):");
  private static final Pattern CODE = Pattern.compile("(?:policy|yaml)\\.[a-z]+(?:-[a-z]+)*");

  /** What the guide's fragments are put into. */
  private static final Map<String, String> PRESET = preset();

  record Block(List<String> words, String text) {
    boolean is(String language) {
      return words.getFirst().equals(language);
    }

    boolean refused() {
      return words.contains("refused");
    }

    @Override
    public String toString() {
      return String.join(" ", words) + ": " + text.lines().findFirst().orElse("");
    }
  }

  private static Map<String, String> preset() {
    Map<String, String> preset = new LinkedHashMap<>();
    preset.put("imprimatur", "imprimatur: policy/v1\n");
    preset.put("name", "name: guide\n");
    preset.put(
        "risk",
        """
        risk:
          questions:
            effect: {ask: "What does it do?", answers: [none, assists, decides]}
            exposure: {ask: "How many?", answers: [small, medium, large]}
          rules:
            - {id: R1, tier: high, when: "effect == 'decides'"}
        """);
    preset.put("gates", gates(""));
    return preset;
  }

  private static String gates(String requirements) {
    return """
    gates:
      production:
        from: [development]
        requirements:
    %s\
          - {id: guide, kind: signoff, role: owner, meaning: approval, tiers: [low, medium, high]}
    """
        .formatted(requirements.indent(6));
  }

  static Stream<Block> policies() throws IOException {
    return blocks().filter(block -> block.is("yaml"));
  }

  static Stream<Block> expressions() throws IOException {
    return blocks()
        .filter(block -> block.is("cel"))
        .flatMap(block -> block.text().lines().map(line -> new Block(block.words(), line)));
  }

  private static Stream<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(GUIDE))
        .results()
        .forEach(
            found -> blocks.add(new Block(List.of(found.group(1).split(" ", -1)), found.group(2))));
    return blocks.stream();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void a_block_of_the_guide_is_read_or_refused_as_it_says(Block block) {
    Reading reading = PolicyReader.read(whole(block).getBytes(UTF_8));

    assertThat(codes(reading))
        .containsExactlyElementsOf(block.refused() ? List.of(block.words().getLast()) : List.of());
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void an_expression_of_the_guide_is_taken_or_refused_as_it_says(Block block) {
    String quoted = block.text().replace("\\", "\\\\").replace("\"", "\\\"");
    String policy =
        block.words().contains("risk")
            ? with("risk", PRESET.getOrDefault("risk", "").replace("effect == 'decides'", quoted))
            : with(
                "gates",
                gates(
                    "- {id: x, kind: expression, class: %s, tiers: [high], when: \"%s\"}"
                        .formatted(
                            block.words().contains("fairness") ? "fairness" : "performance",
                            quoted)));

    assertThat(codes(PolicyReader.read(policy.getBytes(UTF_8))))
        .containsExactlyElementsOf(block.refused() ? List.of("policy.expression") : List.of());
  }

  @Test
  void the_guide_lists_every_error_code_of_the_reader_and_no_other() throws IOException {
    String guide = Files.readString(GUIDE);
    String table = guide.substring(guide.indexOf("## Error codes"));
    var listed = new TreeSet<String>();
    for (MatchResult code :
        Pattern.compile("(?m)^\\| `([^`]+)`").matcher(table).results().toList()) {
      listed.add(code.group(1));
    }
    var used = new TreeSet<String>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Pattern.compile("\"(" + CODE + ")\"")
            .matcher(Files.readString(file))
            .results()
            .forEach(code -> used.add(code.group(1)));
      }
    }

    assertThat(listed).isEqualTo(used);
  }

  @Test
  void the_guide_lists_every_metric_of_performance_and_no_other() throws IOException {
    var none = new Reliability(List.of());
    var performance =
        new Performance(
            RowCounts.NONE,
            new Confusion(0, 0, 0, 0),
            new Ranking(
                0,
                0,
                java.math.BigInteger.ZERO,
                new Ranking.Curve(java.math.BigInteger.ZERO, java.math.BigInteger.ZERO),
                Sums.ZERO,
                Sums.ZERO),
            new Probabilities(
                Sums.ZERO, Sums.ZERO, Sums.ZERO, none, none, java.util.Optional.empty()),
            List.of());
    String guide = Files.readString(GUIDE);
    String table = section(guide, "performance/1", "performance.comparison/1");

    assertThat(Pattern.compile("(?m)^\\| `([a-z0-9_]+)`").matcher(table).results())
        .extracting(found -> found.group(1))
        .containsExactlyElementsOf(performance.metrics().keySet());
  }

  @Test
  void the_guide_lists_every_metric_of_a_comparison_and_no_other() throws IOException {
    String guide = Files.readString(GUIDE);
    String table = section(guide, "performance.comparison/1", "fairness/1");

    assertThat(Pattern.compile("(?m)^\\| (`.*?) \\|").matcher(table).results())
        .flatExtracting(found -> List.of(found.group(1).replace("`", "").split(", ", -1)))
        .containsExactlyInAnyOrderElementsOf(TestingComparisons.of(0, 10).metrics().keySet());
  }

  private static String section(String guide, String from, String to) {
    return guide.substring(
        guide.indexOf("### `" + from + "` (class"), guide.indexOf("### `" + to + "` (class"));
  }

  private static List<String> codes(Reading reading) {
    return switch (reading) {
      case Reading.Read _ -> List.of();
      case Reading.Refused(var errors) ->
          errors.stream().map(PolicyError::code).distinct().toList();
    };
  }

  /** A list is taken as requirements; a mapping lends its keys to a policy that has the others. */
  private static String whole(Block block) {
    if (block.text().startsWith("- ")) {
      return with("gates", gates(block.text()));
    }
    TreeSet<String> own =
        KEY.matcher(block.text())
            .results()
            .map(key -> key.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    return PRESET.entrySet().stream()
            .filter(part -> !own.contains(part.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining())
        + block.text();
  }

  private static String with(String key, String part) {
    return PRESET.entrySet().stream()
        .map(preset -> preset.getKey().equals(key) ? part : preset.getValue())
        .collect(Collectors.joining());
  }
}
