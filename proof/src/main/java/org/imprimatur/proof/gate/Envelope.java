// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Expression;
import org.imprimatur.proof.policy.Nearest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/**
 * Which retrains count as the same ({@code envelope/v1}). It says what may differ; everything that
 * it does not name has to stay.
 *
 * @param words what changes in such a retrain, and what that may do
 * @param data the names of the data sets that one may be trained on
 * @param features the inputs of the model by name, each with its type as the artifact has it
 * @param operators the operators that the artifact may use
 * @param cutoffMoves whether it may have another cut-off
 * @param most how many retrains it lets through
 * @param until its last day, in UTC
 */
public record Envelope(
    Words words,
    Set<String> data,
    Map<String, String> features,
    Set<String> operators,
    List<Bound> bounds,
    boolean cutoffMoves,
    int most,
    LocalDate until) {
  private static final String VERSION = "envelope/v1";
  private static final int MANY = 200;
  private static final int LONG = 2_000;
  private static final String DAY = "2027-06-30";

  /** As ONNX types are written: {@code tensor(float)[N,2]}, or sequences and maps of them. */
  private static final Pattern TYPE =
      Pattern.compile(
          "unknown|(?:(?:seq|optional)\\(|map\\(\\w+,)*"
              + "tensor\\((?:undefined|float|double|float16|bfloat16|u?int(?:8|16|32|64)|string|bool"
              + "|complex64|complex128|unknown)\\)(?:\\[(?:(?:N|-?\\d+)(?:,(?:N|-?\\d+))*)?])?\\)*");

  private static final Set<String> MEMBERS =
      Set.of(
          "imprimatur",
          "change",
          "impact",
          "data",
          "features",
          "operators",
          "bounds",
          "cutoff",
          "most",
          "until");

  public Envelope {
    data = Set.copyOf(data);
    features = Map.copyOf(features);
    operators = Set.copyOf(operators);
    bounds = List.copyOf(bounds);
  }

  /** What a person wrote about it: what changes, and with which benefits and risks. */
  public record Words(String change, String impact) {}

  /** A limit that the whole interval of a figure has to keep. */
  public record Bound(String evidenceClass, String metric, Expression limit) {
    private static Bound read(Json.Obj bound) {
      boolean least = bound.find("at-least").isPresent();
      String direction = least ? "at-least" : "at-most";
      only(bound, Set.of("class", "metric", direction));
      String metric = bound.string("metric");
      if (metric.contains("\"") || metric.contains("\\")) {
        throw new IllegalArgumentException("There is no metric " + metric + ".");
      }
      String limit = decimal(bound.string(direction));
      String text = "metrics[\"%s\"] %s %s".formatted(metric, least ? ">=" : "<=", limit);
      String evidenceClass = bound.string("class");
      return new Bound(evidenceClass, metric, Expression.overMetrics(text, evidenceClass));
    }

    private static String decimal(String text) {
      try {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > 30 || number.precision() > 30) {
          throw new IllegalArgumentException("A limit has too many digits: " + text + ".");
        }
        return number.toPlainString();
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("A limit is no decimal: " + text + ".", e);
      }
    }

    boolean isOf(String otherClass, String otherMetric) {
      return evidenceClass.equals(otherClass) && metric.equals(otherMetric);
    }
  }

  /** Reads a document; what is missing, unknown or beyond reason is an illegal argument. */
  public static Envelope read(Json.Obj document) {
    try {
      only(document, MEMBERS);
      if (!document.string("imprimatur").equals(VERSION)) {
        throw new IllegalArgumentException("It is not " + VERSION + ".");
      }
      return new Envelope(
          new Words(said(document, "change", LONG), said(document, "impact", LONG)),
          names(document, "data"),
          features(document.array("features")),
          names(document, "operators"),
          bounds(document.array("bounds")),
          moves(document.string("cutoff")),
          count(document.integer("most")),
          day(document.string("until")));
    } catch (JsonException | ClassCastException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void only(Json.Obj object, Set<String> known) {
    Set<String> others = new TreeSet<>(object.members().keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      String other = others.iterator().next();
      throw new IllegalArgumentException(
          "\"%s\" is not known here. Did you mean \"%s\"?"
              .formatted(other, Nearest.to(other, known)));
    }
  }

  private static String said(Json.Obj object, String member, int longest) {
    String text = object.string(member);
    if (text.isBlank() || text.length() > longest) {
      throw new IllegalArgumentException(
          "%s says something in at most %,d characters.".formatted(member, longest));
    }
    return text;
  }

  private static Set<String> names(Json.Obj document, String member) {
    Json.Arr array = document.array(member);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < array.values().size(); i++) {
      names.add(array.string(i));
    }
    if (names.isEmpty() || names.size() > MANY || names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("%s names 1 to %d.".formatted(member, MANY));
    }
    return names;
  }

  private static Map<String, String> features(Json.Arr array) {
    Map<String, String> features = new TreeMap<>();
    for (Json value : array.values()) {
      Json.Obj feature = (Json.Obj) value;
      only(feature, Set.of("name", "type"));
      if (features.put(said(feature, "name", LONG), said(feature, "type", LONG)) != null) {
        throw new IllegalArgumentException("A feature is named twice.");
      }
    }
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features names every input, at least one.");
    }
    return features;
  }

  private static List<Bound> bounds(Json.Arr array) {
    List<Bound> bounds = new ArrayList<>();
    for (Json value : array.values()) {
      bounds.add(Bound.read((Json.Obj) value));
    }
    if (bounds.isEmpty() || bounds.size() > MANY) {
      throw new IllegalArgumentException("bounds has 1 to %d.".formatted(MANY));
    }
    return bounds;
  }

  private static boolean moves(String cutoff) {
    return switch (cutoff) {
      case "same" -> false;
      case "may-move" -> true;
      case String other ->
          throw new IllegalArgumentException("cutoff is same or may-move, not " + other + ".");
    };
  }

  private static int count(long most) {
    if (most < 1 || most > MANY) {
      throw new IllegalArgumentException("most is a whole number from 1 to %d.".formatted(MANY));
    }
    return Math.toIntExact(most);
  }

  /** Of a year with four digits: what lies beyond has no end that can be told. */
  private static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.toString().length() == DAY.length()) {
        return day;
      }
    } catch (DateTimeException _) {
      // Told below like a day beyond them.
    }
    throw new IllegalArgumentException("until is a day such as %s, not %s.".formatted(DAY, text));
  }

  /**
   * The features with a type that the check {@code artifact/1} gives to no input of any model, so
   * that every retrain is outside. What was stated before is read all the same.
   */
  public List<String> unreadable() {
    return new TreeMap<>(features)
        .entrySet().stream()
            .filter(feature -> !TYPE.matcher(feature.getValue()).matches())
            .map(feature -> feature.getKey() + " (" + feature.getValue() + ")")
            .toList();
  }

  /** What stands between it and a gate in a tier: it cannot allow more than the policy does. */
  public List<String> against(Policy policy, String gate, String tier) {
    Optional<Policy.Envelopes> allowed =
        Optional.ofNullable(policy.gates().get(gate))
            .flatMap(Policy.Gate::envelopes)
            .filter(one -> one.tiers().contains(tier));
    if (allowed.isEmpty()) {
      return List.of("The policy allows no change envelope in the tier " + tier + ".");
    }
    List<String> against = new ArrayList<>();
    if (most > allowed.get().most()) {
      against.add("The policy allows at most %d retrains.".formatted(allowed.get().most()));
    }
    List<String> unbound = unbound(policy, gate, tier);
    if (!unbound.isEmpty()) {
      against.add(
          "It has no bound on %s, which the gate judges.".formatted(String.join(", ", unbound)));
    }
    return against;
  }

  /** The figures that a gate judges in a tier and that have no bound. */
  private List<String> unbound(Policy policy, String gate, String tier) {
    Set<String> unbound = new TreeSet<>();
    for (Requirement one : policy.asked(gate, tier)) {
      if (one instanceof Requirement.Measured measured
          && Set.of("performance", "fairness").contains(measured.evidenceClass())) {
        for (String metric : measured.when().metrics()) {
          if (bounds.stream().noneMatch(bound -> bound.isOf(measured.evidenceClass(), metric))) {
            unbound.add(metric);
          }
        }
      }
    }
    return List.copyOf(unbound);
  }

  /** The instant at which its last day is over. */
  public Instant end() {
    return until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
