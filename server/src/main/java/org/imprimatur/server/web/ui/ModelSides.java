// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ModelSheet.Section;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What stands beside a model and its versions: use, tier, examination, promises. */
@Component
record ModelSides(
    Blobs blobs,
    Assessments assessments,
    Policies policies,
    ModelFields fields,
    Names names,
    Times times) {
  Section use(Model model) {
    Json.Obj use = blobs.document(model.use());
    return new Section(
        "Use",
        Code.of(model.use().toString()),
        List.of(
            Fact.of("Purpose", use.string("purpose")),
            Fact.of("Population", use.string("population")),
            Fact.of("Restrictions", use.string("restrictions"))),
        null);
  }

  /** What the model has in the further fields; nothing where there is no field. */
  Optional<Section> fields(Model model, Caller caller) {
    if (fields.inUse().isEmpty()) {
      return Optional.empty();
    }
    List<Fact> facts = new ArrayList<>();
    for (ModelFields.Value value : fields.of(model)) {
      String since =
          " since %s, by %s"
              .formatted(times.at(value.stated().at()), names.of(value.stated().by()));
      facts.add(Fact.of(value.field().name(), Text.NOTHING.strong(value.text()).then(since)));
    }
    if (facts.isEmpty()) {
      facts.add(Fact.of("None", "Nothing is stated in any further field."));
    }
    return Optional.of(
        new Section(
            "Further fields",
            null,
            facts,
            fields.mayState(caller, model)
                ? new Link("State them", ValuesPage.address(model))
                : new Link("What they mean", FieldsPage.PAGE)));
  }

  Section tier(Model model) {
    Risk risk = assessments.risk(model.id());
    List<Fact> facts = new ArrayList<>();
    risk.answered().ifPresent(answered -> facts.add(Fact.of("Because", because(answered))));
    if (risk.answered().isEmpty()) {
      facts.add(Fact.of("Because", "The risk questions are not answered yet."));
    }
    risk.confirmed()
        .ifPresentOrElse(
            confirmed ->
                facts.add(
                    Fact.of(
                        "Confirmed",
                        List.of(names.person(confirmed.by(), times.at(confirmed.at()))))),
            () -> facts.add(Fact.of("Confirmed", "Not yet: a risk manager confirms the tier.")));
    risk.confirmed()
        .flatMap(confirmed -> confirmed.reason())
        .ifPresent(reason -> facts.add(Fact.of("Reason", reason)));
    if (assessments.isOutdated(model, risk)) {
      facts.add(
          Fact.of(
              "Outdated", "The policy ranks models otherwise since. Answer the questions again."));
    }
    facts.add(Fact.of("Policy", policy(policies.governing(model).digest())));
    return new Section(
        "Tier", null, facts, new Link("Risk questions", "/models/" + model.name() + "/risk"));
  }

  /** The tier as arithmetic: the answers, the rule, the tier. */
  Text because(RiskAnswered answered) {
    Text text = Text.NOTHING;
    int number = 0;
    for (Map.Entry<String, String> answer : assessments.answers(answered.assessment()).entrySet()) {
      text = text.then(number++ == 0 ? "" : " × ").then(answer.getKey() + " ");
      text = text.strong(answer.getValue());
    }
    String rule =
        answered.rule().equals("none") ? "no rule fits, so the highest" : "rule " + answered.rule();
    return text.then(" = %s tier, %s".formatted(answered.tier(), rule));
  }

  Text policy(Digest digest) {
    return policies
        .find(digest)
        .map(
            found ->
                Text.NOTHING.link(
                    found.name() + "@" + found.number(),
                    "/policies/" + found.name() + "/" + found.number()))
        .orElse(Text.of(digest.brief()));
  }

  Section examination(Model model) {
    Risk risk = assessments.risk(model.id());
    if (risk.examination().isEmpty()) {
      return new Section(
          "Examination",
          null,
          List.of(Fact.of("Test set", "A custodian who had no hand in the model registers it.")),
          null);
    }
    var registered = risk.examination().get();
    Json.Obj exam = blobs.document(registered.examination());
    Json.Obj label = exam.object("label");
    return new Section(
        "Examination",
        Code.of(registered.examination().toString()),
        List.of(
            Fact.of("Test set", Code.of(registered.testSet().toString())),
            Fact.of("Custodian", List.of(names.person(registered.by(), times.at(registered.at())))),
            Fact.of("Task", Tree.text(exam, "task").orElse("binary")),
            Fact.of(
                "Label",
                label.string("column")
                    + Tree.text(label, "positive").map(value -> " = " + value).orElse("")),
            Fact.of(
                "Favourable",
                exam.find("favourable").map(value -> "prediction " + plain(value)).orElse("–")),
            Fact.of("Groups", words(exam.array("groups"))),
            Fact.of("Prohibited", words(exam.array("prohibited")))),
        null);
  }

  private static String plain(Json value) {
    return value instanceof Json.Str(var text) ? text : value.text();
  }

  private static String words(Json.Arr array) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      words.add(array.string(i));
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  /** The measures promised after deployment. */
  Table promises(Optional<Digest> promises) {
    List<Table.Row> rows = new ArrayList<>();
    promises.ifPresent(
        digest -> {
          for (Json value : blobs.document(digest).array("kpis").values()) {
            Json.Obj kpi = (Json.Obj) value;
            String sign = kpi.string("direction").equals("at-least") ? "≥ " : "≤ ";
            rows.add(
                Table.Row.of(
                    Table.Cell.of(kpi.string("name")),
                    Table.Cell.of(sign + kpi.string("limit") + " " + kpi.string("unit")),
                    Table.Cell.of(kpi.string("owner")),
                    Table.Cell.of(kpi.string("every"))));
          }
        });
    return new Table(
        "Promises",
        List.of(
            new Table.Head("Measure", false),
            new Table.Head("Limit", true),
            new Table.Head("Owner", false),
            new Table.Head("Reported", false)),
        rows);
  }
}
