// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.web.ui.view.SignSheet;

/**
 * The conditions of an approval, and the category and fixes of a rejection, as a form without
 * script sends them: five rows of which empty ones are left out, and one fix a line.
 */
record TermsForm(List<SignSheet.ConditionRow> rows, String category, String fixes) {
  private static final int LONGEST = 25_000;

  TermsForm {
    rows = List.copyOf(rows);
  }

  static TermsForm of(HttpServletRequest request) {
    List<SignSheet.ConditionRow> rows = new ArrayList<>();
    for (int i = 1; i <= Terms.MOST_CONDITIONS; i++) {
      rows.add(
          new SignSheet.ConditionRow(
              i,
              text(request, "condition-" + i),
              text(request, "owner-" + i),
              text(request, "due-" + i),
              text(request, "class-" + i),
              text(request, "when-" + i)));
    }
    return new TermsForm(rows, text(request, "category"), text(request, "fixes"));
  }

  private static String text(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /** The fields that are filled in, as the form named them. */
  Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (SignSheet.ConditionRow row : rows) {
      inputs.put("condition-" + row.number(), row.text());
      inputs.put("owner-" + row.number(), row.owner());
      inputs.put("due-" + row.number(), row.due());
      inputs.put("class-" + row.number(), row.evidenceClass());
      inputs.put("when-" + row.number(), row.when());
    }
    inputs.put("category", category);
    inputs.put("fixes", fixes);
    inputs.values().removeIf(String::isEmpty);
    return inputs;
  }

  /** What was written, to be read and copied. */
  String written() {
    return String.join("\n", inputs().values());
  }

  SignSheet.TermsFields fields() {
    return new SignSheet.TermsFields(
        rows,
        Arrays.stream(Terms.Category.values())
            .map(
                one ->
                    new SignSheet.Option(one.word(), one.sentence(), one.word().equals(category)))
            .toList(),
        classes(),
        fixes);
  }

  /** What can be measured: the evidence now, or signals after the promotion. */
  private static List<SignSheet.Option> classes() {
    List<SignSheet.Option> options = new ArrayList<>();
    options.add(
        new SignSheet.Option(
            Condition.SIGNALS, "signals (after the promotion, by the names of promises)", false));
    EvidenceClasses.ALL.forEach(name -> options.add(new SignSheet.Option(name, name, false)));
    return options;
  }

  /** What was filled in; a row that cannot be read is refused with its number. */
  Terms terms(Persons persons) {
    rows.forEach(
        row -> {
          for (String field :
              List.of(row.text(), row.owner(), row.due(), row.evidenceClass(), row.when())) {
            fits("Condition " + row.number(), field);
          }
        });
    fits("Why", category);
    fits("What to fix", fixes);
    List<Condition> conditions = new ArrayList<>();
    for (SignSheet.ConditionRow row : rows) {
      if (!row.isEmpty()) {
        conditions.add(condition(row, persons));
      }
    }
    Optional<Terms.Category> chosen = Terms.Category.of(category);
    List<String> listed = fixes.lines().map(String::strip).filter(one -> !one.isEmpty()).toList();
    if (listed.size() > Terms.MOST_FIXES
        || listed.stream().anyMatch(one -> one.length() > Condition.LONGEST_TEXT)) {
      throw refused("There are at most 20 fixes, each of at most 1,000 characters.");
    }
    return new Terms(conditions, chosen, listed);
  }

  /** Nothing is cut or left out: what is too long is refused. */
  private static void fits(String where, String field) {
    if (field.length() > LONGEST) {
      throw refused(
          String.format(
              Locale.ROOT,
              "%s: a field has %,d characters; at most %,d are read.",
              where,
              field.length(),
              LONGEST));
    }
  }

  private static Condition condition(SignSheet.ConditionRow row, Persons persons) {
    String owner =
        persons
            .byUsername(row.owner())
            .orElseThrow(
                () ->
                    refused(
                        "Condition %d: there is nobody with the user name \"%s\"."
                            .formatted(row.number(), row.owner())))
            .person();
    try {
      Optional<Condition.Measure> measure =
          row.when().isEmpty()
              ? Optional.empty()
              : Optional.of(Condition.measure(row.evidenceClass(), row.when()));
      return new Condition(row.text(), owner, LocalDate.parse(row.due()), measure);
    } catch (DateTimeException e) {
      throw refused("Condition %d needs a day such as 2027-01-31.".formatted(row.number()));
    } catch (IllegalArgumentException e) {
      throw refused("Condition %d: %s".formatted(row.number(), e.getMessage()));
    }
  }

  private static RefusedException refused(String sentence) {
    return new RefusedException(
        new Refusal("signoff.terms", 422, sentence, List.of(), "Mend it and sign again."));
  }
}
