// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Enforcement;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyError;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.proof.policy.Requirement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Policies: read without a server, and proposed to one. */
@Command(name = "policy", description = "Check policies, and propose them.")
final class PolicyCommands {
  private final Console console;

  PolicyCommands(Console console) {
    this.console = console;
  }

  @Command(name = "check", description = "Read a policy and say every error with its line.")
  int check(@Parameters(paramLabel = "FILE", description = "A policy/v1 file.") Path file) {
    byte[] yaml = LocalFile.small(file);
    return switch (PolicyReader.read(yaml)) {
      case Reading.Read(Policy policy) -> valid(file, policy, Digest.of(yaml));
      case Reading.Refused(List<PolicyError> errors) -> wrong(file, errors);
    };
  }

  @Command(
      name = "propose",
      description = {
        "Propose a policy. A second person publishes it on the page of the server.",
        "Errors are said with their lines before anything is sent."
      })
  int propose(
      @Parameters(paramLabel = "FILE", description = "A policy/v1 file.") Path file,
      @Option(names = "--reason", required = true, description = "Why, for the second person.")
          String reason) {
    byte[] yaml = LocalFile.small(file);
    if (PolicyReader.read(yaml) instanceof Reading.Refused(var errors)) {
      return wrong(file, errors);
    }
    Json.Obj proposal =
        console
            .api()
            .post(
                "/policy-proposals",
                Json.obj()
                    .put("policy", new String(yaml, StandardCharsets.UTF_8))
                    .put("reason", reason)
                    .build());
    String text =
        "Proposed as %s@%s, %s. A second person publishes it on the page /policy-proposals/%s."
            .formatted(
                Words.text(proposal, "name"),
                Words.text(proposal, "number"),
                Words.text(proposal, "proposal"),
                Words.text(proposal, "proposal"));
    String gaps =
        Words.array(proposal, "unsatisfiable").stream()
            .map(gap -> System.lineSeparator() + "nobody can pass yet: " + Words.text(gap))
            .collect(Collectors.joining());
    console.printer().answer(proposal, text + gaps + later(proposal));
    return Exit.YES.code();
  }

  /** What it enforces later than the policy in force does. */
  private static String later(Json.Obj proposal) {
    return Words.objects(proposal, "phaseChanges").stream()
        .filter(change -> Words.is(change, "later"))
        .map(
            change ->
                System.lineSeparator()
                    + "enforced later than before: %s %s"
                        .formatted(Words.text(change, "requirement"), Words.text(change, "where"))
                        .strip()
                    + ", from %s".formatted(Words.text(change, "after")))
        .collect(Collectors.joining());
  }

  private int valid(Path file, Policy policy, Digest digest) {
    List<String> gates = List.copyOf(policy.gates().keySet());
    Json.Obj answer =
        Json.obj()
            .put("file", file.toString())
            .put("valid", true)
            .put("name", policy.name())
            .put("digest", digest.toString())
            .put("tiers", Words.strings(policy.tiers()))
            .put("gates", Words.strings(gates))
            .put("phases", Words.strings(phases(policy)))
            .build();
    String text =
        "%s: policy %s is valid, tiers %s, gates %s, %s."
            .formatted(
                file,
                policy.name(),
                String.join(", ", policy.tiers()),
                String.join(", ", gates),
                digest.brief());
    String phases =
        phases(policy).stream()
            .map(phase -> System.lineSeparator() + phase)
            .collect(Collectors.joining());
    console.printer().answer(answer, text + phases);
    return Exit.YES.code();
  }

  /** From when requirements are enforced that are watched before. */
  private static List<String> phases(Policy policy) {
    List<String> phases = new ArrayList<>();
    for (Policy.Gate gate : policy.gates().values()) {
      for (Requirement one : gate.requirements()) {
        Enforcement found = gate.enforcement().get(one.id());
        if (found != null) {
          phases.add(
              "%s, %s: watched at first, %s."
                  .formatted(gate.stage(), one.id(), found.words(LocalDate::toString)));
        }
      }
    }
    return phases;
  }

  private int wrong(Path file, List<PolicyError> errors) {
    return wrong(console, file, errors);
  }

  static int wrong(Console console, Path file, List<PolicyError> errors) {
    List<PolicyError> sorted = errors.stream().sorted().toList();
    Json.Obj answer =
        Json.obj()
            .put("file", file.toString())
            .put("valid", false)
            .put("errors", Json.array(sorted.stream().map(PolicyCommands::json).toList()))
            .build();
    String text =
        sorted.stream()
            .map(
                e ->
                    file + ":" + e.line() + ":" + e.column() + ": " + e.code() + ": " + e.message())
            .collect(Collectors.joining(System.lineSeparator()));
    console.printer().answer(answer, text);
    return Exit.NO.code();
  }

  private static Json json(PolicyError error) {
    return Json.obj()
        .put("line", (long) error.line())
        .put("column", (long) error.column())
        .put("code", error.code())
        .put("message", error.message())
        .build();
  }
}
