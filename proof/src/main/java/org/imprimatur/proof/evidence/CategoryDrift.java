// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.distribution.ChiSquared;
import org.imprimatur.proof.json.Json;

/**
 * A column of categories in both files. A missing cell is a category of its own wherever shares are
 * compared.
 *
 * @param named categories with their names, in the order of their code points
 * @param unnamed the others, as pairs of counts with the number of categories that have them: the
 *     statistics need no more, and values that look like identifiers are not shown
 */
public record CategoryDrift(
    long missingReference, long missingCurrent, List<Level> named, List<Pair> unnamed)
    implements DriftColumn {
  private static final int MOST_CHANGES = 5;
  private static final String TOO_FEW = "There are fewer than two categories.";
  private static final String UNNAMED =
      "There are too many categories to name: they may be identifiers. All are counted.";

  /** The order of code points, which is that of the bytes in UTF-8. */
  public static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /** A category and how often it occurs in the two files. */
  public record Level(String name, long reference, long current) {}

  /** So many categories that occur so often in the two files. */
  public record Pair(long reference, long current, long categories) {}

  public CategoryDrift {
    named = List.copyOf(named);
    unnamed = List.copyOf(unnamed);
  }

  /** The named categories and, where cells are missing, those as one of them. */
  private List<Level> levels() {
    List<Level> levels = new ArrayList<>(named);
    if (missingReference + missingCurrent > 0) {
      Set<String> names = named.stream().map(Level::name).collect(Collectors.toSet());
      String name = names.contains("missing") ? "missing (empty)" : "missing";
      int at = (int) named.stream().filter(level -> before(level.name(), name)).count();
      levels.add(at, new Level(name, missingReference, missingCurrent));
    }
    return levels;
  }

  private static boolean before(String first, String second) {
    return BY_CODE_POINT.compare(first, second) < 0;
  }

  private Shift shift() {
    List<Shift.Cell> cells = new ArrayList<>();
    levels().forEach(level -> cells.add(new Shift.Cell(level.reference(), level.current(), 1)));
    unnamed.forEach(
        pair -> cells.add(new Shift.Cell(pair.reference(), pair.current(), pair.categories())));
    return new Shift(cells);
  }

  @Override
  public Estimate stabilityIndex() {
    return shift().stabilityIndex();
  }

  @Override
  public Estimate jensenShannon() {
    return shift().jensenShannon();
  }

  /** How many categories, missing cells aside, stand in the current data alone. */
  public long newCategories() {
    return count(cell -> cell.reference() == 0);
  }

  /** How many stand in the reference alone. */
  public long vanishedCategories() {
    return count(cell -> cell.current() == 0);
  }

  private long count(Predicate<Pair> counted) {
    return Stream.concat(
            named.stream().map(level -> new Pair(level.reference(), level.current(), 1)),
            unnamed.stream())
        .filter(counted)
        .mapToLong(Pair::categories)
        .sum();
  }

  private Estimate chiSquared(String definition, ToDoubleFunction<Shift> value) {
    Shift shift = shift();
    if (shift.reference() == 0 || shift.current() == 0) {
      return Estimate.undefined(definition, Shift.nothingIn(shift.reference(), shift.current()));
    }
    return shift.bins() < 2
        ? Estimate.undefined(definition, TOO_FEW)
        : Estimate.of(definition, value.applyAsDouble(shift));
  }

  private static double tail(Shift shift) {
    return ChiSquared.survival(shift.chiSquared(), shift.bins() - 1);
  }

  @Override
  public Json details() {
    Shift shift = shift();
    Json.Builder json =
        Json.obj()
            .put("kind", "categorical")
            .put("n_ref", shift.reference() - missingReference)
            .put("n_cur", shift.current() - missingCurrent)
            .put("missing_ref", missingReference)
            .put("missing_cur", missingCurrent)
            .put("categories", shift.bins())
            .put("new_categories", newCategories())
            .put("vanished_categories", vanishedCategories())
            .put("chi2", chiSquared("drift.chi2/1", Shift::chiSquared).toJson())
            .put("chi2_dof", Math.max(0, shift.bins() - 1))
            .put("chi2_p", chiSquared("drift.chi2_p/1", CategoryDrift::tail).toJson())
            .put("psi", stabilityIndex().toJson())
            .put("js_distance", jensenShannon().toJson());
    if (unnamed.isEmpty()) {
      names(json, shift);
    } else {
      json.put("levels", Json.obj().put("value", Json.nothing()).put("reason", UNNAMED).build());
    }
    return json.build();
  }

  private void names(Json.Builder to, Shift shift) {
    List<Level> levels = levels();
    List<Level> unseen = levels.stream().filter(level -> level.reference() == 0).toList();
    to.put("levels", texts(levels))
        .put("counts_ref", Values.longs(levels.stream().map(Level::reference).toList()))
        .put("counts_cur", Values.longs(levels.stream().map(Level::current).toList()))
        .put("unseen_in_ref", texts(unseen))
        .put("largest_changes", changes(levels, shift.reference(), shift.current()));
  }

  private static Json texts(List<Level> levels) {
    return Json.array(levels.stream().map(Level::name).map(Json::of).toList());
  }

  /** The categories whose shares changed most. */
  private static Json changes(List<Level> levels, long n, long m) {
    if (n == 0 || m == 0) {
      return Json.array(List.of());
    }
    Comparator<Level> bySize =
        Comparator.comparingDouble(
            level -> -Math.abs((double) level.current() / m - (double) level.reference() / n));
    return Json.array(
        levels.stream()
            .sorted(bySize)
            .limit(MOST_CHANGES)
            .map(level -> change(level, n, m))
            .toList());
  }

  private static Json change(Level level, long n, long m) {
    return Json.obj()
        .put("level", level.name())
        .put("share_ref", (double) level.reference() / n)
        .put("share_cur", (double) level.current() / m)
        .build();
  }

  @Override
  public Json tables() {
    return Json.obj()
        .put("kind", "categorical")
        .put("missing_ref", missingReference)
        .put("missing_cur", missingCurrent)
        .put("levels", Json.array(named.stream().map(CategoryDrift::row).toList()))
        .put("unnamed", Json.array(unnamed.stream().map(CategoryDrift::row).toList()))
        .build();
  }

  private static Json row(Level level) {
    return Json.array(
        List.of(Json.of(level.name()), Json.of(level.reference()), Json.of(level.current())));
  }

  private static Json row(Pair pair) {
    return Values.longs(List.of(pair.reference(), pair.current(), pair.categories()));
  }

  static CategoryDrift fromTables(Json.Obj json) {
    List<Level> named = new ArrayList<>();
    for (Json row : json.array("levels").values()) {
      Json.Arr cells = (Json.Arr) row;
      named.add(new Level(cells.string(0), cells.integer(1), cells.integer(2)));
    }
    List<Pair> unnamed = new ArrayList<>();
    for (Json row : json.array("unnamed").values()) {
      Json.Arr cells = (Json.Arr) row;
      unnamed.add(new Pair(cells.integer(0), cells.integer(1), cells.integer(2)));
    }
    return new CategoryDrift(
        json.integer("missing_ref"), json.integer("missing_cur"), named, unnamed);
  }
}
