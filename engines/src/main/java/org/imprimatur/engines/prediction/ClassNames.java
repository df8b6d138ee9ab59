// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ClassConfusion;

/** How classes are read and ordered. */
public final class ClassNames {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,15}");

  private static final Pattern DECIMALS = Pattern.compile("^(-?[0-9]+)\\.0+$");

  private ClassNames() {}

  /** A class as it is compared: without space around it and without decimals that are 0. */
  static String sql(String column) {
    String text = "regexp_replace(trim(" + column + "), '^(-?[0-9]+)\\.0+$', '\\1')";
    return "CASE WHEN lower(trim(" + column + ")) NOT IN ('', 'nan') THEN " + text + " END";
  }

  /** The same for a class that a specification names. */
  public static String plain(String name) {
    return DECIMALS.matcher(name.trim()).replaceFirst("$1");
  }

  /** The classes in the given columns: by number where all are whole numbers, else by text. */
  static List<String> found(Database database, String from, List<String> columns)
      throws CheckException {
    Set<String> names = new TreeSet<>();
    for (String column : columns) {
      database.query(
          "SELECT DISTINCT "
              + sql(column)
              + " FROM "
              + from
              + " WHERE "
              + sql(column)
              + " IS NOT NULL ORDER BY 1 LIMIT "
              + (ClassConfusion.MOST_CLASSES + 1),
          row -> names.add(row.getString(1)));
    }
    Set<String> small =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    if (Stream.of("true", "false").anyMatch(small::contains)
        && Stream.of("1", "0").anyMatch(small::contains)) {
      throw new CheckException(
          "data.label-classes",
          "Labels and predictions hold true or false beside 1 or 0: whether these are the same"
              + " classes cannot be told. Write them alike, or name all classes (classes).");
    }
    return ordered(names);
  }

  /** By number where all are whole numbers, else by text. */
  static List<String> ordered(Set<String> names) {
    List<String> ordered = new ArrayList<>(new TreeSet<>(names));
    if (ordered.stream().allMatch(name -> WHOLE.matcher(name).matches())) {
      ordered.sort(Comparator.comparing(BigDecimal::new));
    }
    return ordered;
  }

  static void check(List<String> classes, String label) throws CheckException {
    if (classes.size() > ClassConfusion.MOST_CLASSES) {
      throw new CheckException(
          "data.label-classes",
          "The label column "
              + label
              + " has more than "
              + ClassConfusion.MOST_CLASSES
              + " classes. Is it a number? Then the task is regression.");
    }
    if (classes.size() < 2) {
      throw new CheckException(
          "data.one-class",
          "The label column "
              + label
              + " has fewer than two classes. Name them all (classes) or register another test"
              + " set.");
    }
  }
}
