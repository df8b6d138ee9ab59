// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.json.Json;

/**
 * What a sign-off says beyond its decision ({@code terms/v1}): the conditions of an approval, the
 * category and the fixes of a rejection.
 */
public record Terms(List<Condition> conditions, Optional<Category> category, List<String> fixes) {
  public static final Terms NONE = new Terms(List.of(), Optional.empty(), List.of());
  public static final int MOST_CONDITIONS = 5;
  public static final int MOST_FIXES = 20;

  public Terms {
    conditions = List.copyOf(conditions);
    fixes = List.copyOf(fixes);
    if (conditions.size() > MOST_CONDITIONS || fixes.size() > MOST_FIXES) {
      throw new IllegalArgumentException("There are at most 5 conditions and 20 fixes.");
    }
  }

  /** Why somebody rejects: a closed list, so that refusals can be counted. */
  public enum Category {
    EVIDENCE("evidence", "The evidence is missing or does not show it"),
    PERFORMANCE("performance", "It is not good enough for the use"),
    FAIRNESS("fairness", "It treats groups differently"),
    DATA("data", "The data are unfit or not permitted"),
    SECURITY("security", "It can be attacked or leaks"),
    DOCUMENTATION("documentation", "What is written is missing or wrong"),
    USE("use", "The use is not acceptable or not the stated one"),
    LAW("law", "A law or a contract stands against it"),
    OPERATIONS("operations", "It cannot be run or watched safely");

    private final String word;
    private final String sentence;

    Category(String word, String sentence) {
      this.word = word;
      this.sentence = sentence;
    }

    public String word() {
      return word;
    }

    public String sentence() {
      return sentence;
    }

    public static Optional<Category> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /** What of these belongs to a decision. */
  public Terms of(Decision decision) {
    return switch (decision) {
      case APPROVE, ABSTAIN -> NONE;
      case APPROVE_WITH_CONDITIONS -> new Terms(conditions, Optional.empty(), List.of());
      case REJECT -> new Terms(List.of(), category, fixes);
    };
  }

  /** Why these terms do not go with a decision; empty where they do. */
  public Optional<String> against(Decision decision) {
    return switch (decision) {
      case APPROVE, ABSTAIN ->
          equals(NONE)
              ? Optional.empty()
              : Optional.of("Only an approval with conditions and a rejection have terms.");
      case APPROVE_WITH_CONDITIONS ->
          conditions.isEmpty() || category.isPresent() || !fixes.isEmpty()
              ? Optional.of("An approval with conditions states at least one, and nothing else.")
              : Optional.empty();
      case REJECT ->
          category.isEmpty() || fixes.isEmpty() || !conditions.isEmpty()
              ? Optional.of("A rejection names its category and at least one thing to fix.")
              : Optional.empty();
    };
  }

  public Json.Obj toJson() {
    Json.Builder json = Json.obj().put("imprimatur", "terms/v1");
    if (!conditions.isEmpty()) {
      json.put("conditions", Json.array(conditions.stream().map(Condition::toJson).toList()));
    }
    category.ifPresent(present -> json.put("category", present.word()));
    if (!fixes.isEmpty()) {
      json.put("fixes", Json.array(fixes.stream().map(Json::of).toList()));
    }
    return json.build();
  }

  /** Reads {@code terms/v1}; anything else is an {@link IllegalArgumentException}. */
  public static Terms read(Json.Obj json) {
    if (!json.string("imprimatur").equals("terms/v1")) {
      throw new IllegalArgumentException("These are no terms of a sign-off.");
    }
    List<Condition> conditions = new ArrayList<>();
    if (json.find("conditions").isPresent()) {
      for (Json one : json.array("conditions").values()) {
        if (!(one instanceof Json.Obj condition)) {
          throw new IllegalArgumentException("A condition is no object.");
        }
        conditions.add(Condition.read(condition));
      }
    }
    Optional<Category> category =
        json.find("category").isPresent()
            ? Optional.of(
                Category.of(json.string("category"))
                    .orElseThrow(() -> new IllegalArgumentException("The category is unknown.")))
            : Optional.empty();
    return new Terms(conditions, category, fixes(json));
  }

  private static List<String> fixes(Json.Obj json) {
    List<String> fixes = new ArrayList<>();
    if (json.find("fixes").isPresent()) {
      Json.Arr array = json.array("fixes");
      for (int i = 0; i < array.values().size(); i++) {
        fixes.add(array.string(i));
      }
    }
    return fixes;
  }
}
