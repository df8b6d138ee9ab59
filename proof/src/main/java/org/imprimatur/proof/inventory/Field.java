// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.inventory;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Nearest;

/**
 * A further field of the inventory.
 *
 * @param help one line that says what stands in it
 * @param choices what may stand in it where it is one of a list, else none
 */
public record Field(String name, String kind, String help, List<String> choices) {
  public static final String TEXT = "text";
  public static final String NUMBER = "number";
  public static final String DATE = "date";
  public static final String CHOICE = "choice";

  /** What a field can hold. */
  public static final List<String> KINDS = List.of(TEXT, NUMBER, DATE, CHOICE);

  /** What stands over the columns that every inventory has, in their order. */
  public static final List<String> HEADINGS =
      List.of(
          "name",
          "owner",
          "purpose",
          "population",
          "restrictions",
          "policy",
          "policy number",
          "tier",
          "risk",
          "production",
          "suspended",
          "versions",
          "open",
          "promises",
          "worst promise",
          "revalidation");

  /** The same as names; a field of such a name could not be told from them. */
  private static final Set<String> COLUMNS =
      HEADINGS.stream().map(Field::nameOf).collect(Collectors.toUnmodifiableSet());

  private static final int LONGEST_HELP = 200;
  private static final int LONGEST_TEXT = 500;
  private static final int MOST_CHOICES = 100;
  private static final String KIND = "field/v1";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Pattern GIVEN = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?");

  /** A number in its one form: no sign of zero, and no zero that says nothing. */
  private static final Pattern WRITTEN =
      Pattern.compile("0|-?(0\\.[0-9]{0,14}[1-9]|[1-9][0-9]{0,14}(\\.[0-9]{0,14}[1-9])?)");

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");
  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  public Field {
    choices = List.copyOf(choices);
  }

  /** Reads a field/v1 document; throws {@link RuntimeException} where it is none. */
  public static Field of(Json.Obj document) {
    if (!document.string("imprimatur").equals(KIND)) {
      throw new IllegalArgumentException("The document is no " + KIND + ".");
    }
    List<String> choices = new ArrayList<>();
    if (document.find("choices").isPresent()) {
      Json.Arr list = document.array("choices");
      for (int i = 0; i < list.values().size(); i++) {
        choices.add(list.string(i));
      }
    }
    return new Field(
        document.string("name"), document.string("kind"), document.string("help"), choices);
  }

  public Json.Obj document() {
    Json.Builder document =
        Json.obj().put("imprimatur", KIND).put("name", name).put("kind", kind).put("help", help);
    if (!choices.isEmpty()) {
      document.put("choices", Json.array(choices.stream().map(Json::of).toList()));
    }
    return document.build();
  }

  /** A name as it stands over a column of a table: small letters and hyphens. */
  public static String nameOf(String heading) {
    return headingOf(heading).replaceAll("[ _]+", "-");
  }

  /**
   * What a reader sees over a column, in small letters: spaces that do not break a line, wide
   * letters and marks without a width come with what was copied from elsewhere.
   */
  public static String headingOf(String written) {
    return Normalizer.normalize(written, Normalizer.Form.NFKC)
        .replaceAll("\\p{Cf}", "")
        .replaceAll("[\\p{Z}\\s]+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * What is wrong with a field.
   *
   * @param member of its definition: {@code name}, {@code help}, {@code kind} or {@code choices}
   */
  public record Fault(String member, String sentence) {}

  /** Everything that is wrong with the field itself. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      faults.add(
          new Fault(
              "name",
              "A field's name has 2 to 40 small letters, digits and hyphens, and begins with a"
                  + " letter."));
    } else if (COLUMNS.contains(name)) {
      faults.add(new Fault("name", "Every inventory has a column %s already.".formatted(name)));
    }
    if (!isLine(help, LONGEST_HELP)) {
      faults.add(
          new Fault("help", "Help is one line of at most %d characters.".formatted(LONGEST_HELP)));
    }
    if (!KINDS.contains(kind)) {
      faults.add(
          new Fault(
              "kind",
              "A field holds one of %s, not %s.".formatted(String.join(", ", KINDS), kind)));
    } else if (kind.equals(CHOICE) != !choices.isEmpty()) {
      faults.add(
          new Fault(
              "choices",
              kind.equals(CHOICE)
                  ? "A choice needs a list of what can be chosen."
                  : "Only a choice has a list of what can be chosen."));
    }
    if (choices.size() > MOST_CHOICES || new HashSet<>(choices).size() < choices.size()) {
      faults.add(
          new Fault("choices", "A list has at most %d values, each once.".formatted(MOST_CHOICES)));
    }
    if (!choices.stream().allMatch(choice -> isLine(choice, LONGEST_TEXT))) {
      faults.add(
          new Fault(
              "choices",
              "What can be chosen is a line of at most %d characters.".formatted(LONGEST_TEXT)));
    }
    return faults;
  }

  /** Whether this is the earlier field, at most with more to choose from. */
  boolean extend(Field earlier) {
    return name.equals(earlier.name)
        && kind.equals(earlier.kind)
        && help.equals(earlier.help)
        && choices.size() > earlier.choices.size()
        && new HashSet<>(choices).containsAll(earlier.choices);
  }

  /**
   * The one form of a value; what has none stays as it was given. A letter with an accent is one
   * letter, however it was written: both look the same, and only one would be found again.
   */
  public String normal(String given) {
    String value = composed(given.strip());
    if (kind.equals(CHOICE)) {
      return choices.stream()
          .filter(choice -> composed(choice).equals(value))
          .findFirst()
          .orElse(value);
    }
    if (kind.equals(NUMBER) && GIVEN.matcher(value).matches()) {
      BigDecimal number = new BigDecimal(value).stripTrailingZeros();
      return number.signum() == 0 ? "0" : number.toPlainString();
    }
    return value;
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Why a value in its one form cannot stand in the field; empty where it can. */
  public Optional<String> objection(String value) {
    boolean fits =
        switch (kind) {
          case TEXT -> isLine(value, LONGEST_TEXT);
          case NUMBER -> WRITTEN.matcher(value).matches();
          case DATE -> isDate(value);
          case CHOICE -> choices.contains(value);
          default -> false;
        };
    if (fits) {
      return Optional.empty();
    }
    String shown = value.length() > 60 ? value.substring(0, end(value, 60)) + "…" : value;
    String why =
        switch (kind) {
          case TEXT -> "is not a line of 1 to %d characters".formatted(LONGEST_TEXT);
          case NUMBER -> "is not a number such as 12.5, of at most 15 digits on each side";
          case DATE -> "is not a day such as 2026-01-31";
          case CHOICE ->
              "is none of the list; the nearest is %s".formatted(Nearest.to(value, choices));
          default -> "has no kind";
        };
    return Optional.of("\"%s\" in the field %s %s.".formatted(shown, name, why));
  }

  /** A cut that leaves no half of a character. */
  private static int end(String text, int most) {
    return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }

  /** Says that there is no field of the name, with the nearest that there is. */
  public static String unknown(String name, Set<String> known) {
    return known.isEmpty()
        ? "There is no field %s: no field is stated.".formatted(name)
        : "There is no field %s; the nearest is %s."
            .formatted(name, Nearest.to(name, new TreeSet<>(known)));
  }

  private static boolean isLine(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.equals(text.strip())
        && !UNSEEN.matcher(text).find();
  }

  private static boolean isDate(String value) {
    try {
      LocalDate day = LocalDate.parse(value);
      return day.toString().equals(value) && !day.isBefore(FIRST) && !day.isAfter(LAST);
    } catch (DateTimeException _) {
      return false;
    }
  }
}
