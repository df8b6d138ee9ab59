// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models: what they are for, what they promise and how much hangs on them. */
@Command(name = "model", description = "Register models and say what they are for.")
final class ModelCommands {
  private final Console console;

  ModelCommands(Console console) {
    this.console = console;
  }

  @Command(name = "use", description = "State a model's use anew; approvals are for a use.")
  int use(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "FILE", description = "A use/v1 file.") Path file) {
    Json.Obj use = YamlFile.read(file, "use/v1");
    return model(console.api().post(path(name) + "/use", use));
  }

  @Command(name = "promises", description = "State the figures that a model is to keep.")
  int promises(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "FILE", description = "A promises/v1 file.") Path file) {
    Json.Obj promises = limitsAsText(YamlFile.read(file, "promises/v1"));
    return model(console.api().post(path(name) + "/promises", promises));
  }

  @Command(
      name = "fields",
      description = {
        "State what a model has in further fields of the inventory; imprimatur field list says",
        "which there are. What is not named stays as it is. No gate reads them."
      })
  int fields(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1..*", arity = "0..*", paramLabel = "FIELD=VALUE")
          @Nullable Map<String, String> values,
      @Option(names = "--empty", split = ",", paramLabel = "FIELD", description = "Empty these.")
          @Nullable List<String> empty) {
    Json.Builder stated = Json.obj();
    if (values != null) {
      values.forEach(stated::put);
    }
    if (empty != null) {
      empty.forEach(field -> stated.put(field, Json.nothing()));
    }
    Json.Obj body = Json.obj().put("values", stated.build()).build();
    return model(console.api().post(path(name) + "/fields", body));
  }

  @Command(
      name = "envelope",
      description =
          "State which retrains are to count as the same, for the next reviewers to sign.")
  int envelope(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "FILE", description = "An envelope/v1 file.") Path file) {
    Json.Obj envelope = boundsAsText(YamlFile.read(file, "envelope/v1"));
    return model(console.api().post(path(name) + "/envelope", envelope));
  }

  @Command(
      name = "envelope-draft",
      description = {
        "Print a change envelope to begin with: the inputs, the operators and the figures of a",
        "submitted version as the checks read them."
      })
  int envelopeDraft(
      @Parameters(paramLabel = "SUBMISSION", description = "Whose version it is drawn from.")
          String submission) {
    Api api = console.api();
    Json.Obj whole = api.get("/submissions/" + Numbers.submission(submission));
    String draft = new EnvelopeDraft(api, whole).text();
    console.printer().answer(Json.obj().put("envelope", draft).build(), draft);
    return Exit.YES.code();
  }

  @Command(name = "risk", description = "Answer the policy's questions; they give the tier.")
  int risk(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "QUESTION=ANSWER", arity = "1..*") Map<String, String> answers) {
    Json.Builder given = Json.obj();
    answers.forEach(given::put);
    Json.Obj tier =
        console.api().post(path(name) + "/risk", Json.obj().put("answers", given.build()).build());
    console
        .printer()
        .answer(
            tier,
            "Tier %s by rule %s. A risk manager has to confirm it."
                .formatted(Words.text(tier, "tier"), Words.text(tier, "rule")));
    return Exit.YES.code();
  }

  @Command(name = "confirm", description = "Confirm the tier as risk manager, or set another.")
  int confirm(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--tier", required = true, description = "The tier that you stand for.")
          String tier,
      @Option(names = "--reason", description = "Why, where it is not the tier of the rule.")
          Optional<String> reason) {
    Api api = console.api();
    Json.Obj risk = Words.object(api.get(path(name)), "risk");
    String assessment = Words.text(risk, "assessment");
    if (assessment.isEmpty()) {
      throw CommandException.no(
          "risk.unanswered",
          "The policy's questions about " + name + " are not answered yet.",
          "Run imprimatur model risk " + name + " QUESTION=ANSWER … first.",
          List.of());
    }
    Json.Builder body = Json.obj().put("assessment", assessment).put("tier", tier);
    reason.ifPresent(text -> body.put("reason", text));
    Json.Obj confirmed = api.post(path(name) + "/risk/confirmation", body.build());
    console
        .printer()
        .answer(
            confirmed, "Tier " + Words.text(confirmed, "tier") + " is confirmed for " + name + ".");
    return Exit.YES.code();
  }

  @Command(name = "show", description = "Show a model with its versions.")
  int show(@Parameters(paramLabel = "NAME") String name) {
    return model(console.api().get(path(name)));
  }

  static String path(String name) {
    return "/models/" + Words.encoded(name);
  }

  private int model(Json.Obj model) {
    console.printer().answer(model, ModelText.of(model));
    return Exit.YES.code();
  }

  /** A limit may be written 0.80 or "0.80"; it is kept as a decimal text, which never rounds. */
  private static Json.Obj limitsAsText(Json.Obj promises) {
    Json.Builder all = Json.obj();
    promises.members().forEach(all::put);
    if (promises.find("kpis").orElse(Json.nothing()) instanceof Json.Arr kpis) {
      all.put("kpis", asText(kpis, "limit"));
    }
    return all.build();
  }

  private static Json.Obj boundsAsText(Json.Obj envelope) {
    Json.Builder all = Json.obj();
    envelope.members().forEach(all::put);
    if (envelope.find("bounds").orElse(Json.nothing()) instanceof Json.Arr bounds) {
      all.put("bounds", asText(asText(bounds, "at-least"), "at-most"));
    }
    return all.build();
  }

  private static Json.Arr asText(Json.Arr objects, String member) {
    return new Json.Arr(objects.values().stream().map(one -> asText(one, member)).toList());
  }

  private static Json asText(Json value, String member) {
    if (value instanceof Json.Obj object
        && object.find(member).orElse(Json.nothing()) instanceof Json.Num(var limit)) {
      Json.Builder changed = Json.obj();
      object.members().forEach(changed::put);
      return changed.put(member, BigDecimal.valueOf(limit).toPlainString()).build();
    }
    return value;
  }
}
