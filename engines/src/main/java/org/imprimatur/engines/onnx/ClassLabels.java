// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The classes that the classifiers of a model name in the order of their scores ({@code
 * classlabels_strings} and the like, ONNX ML operators), or of which the model picks its answer. A
 * model may hold several classifiers, and codes of classes that the data name otherwise; so a list
 * counts only where it holds the classes that are asked for, and no other list of them has another
 * order.
 */
final class ClassLabels {
  static final int MOST = 1000;
  private static final Set<String> ATTRIBUTES =
      Set.of("classlabels_strings", "classlabels_int64s", "classlabels_ints");

  private final Set<List<String>> lists = new LinkedHashSet<>();

  /** The values of one attribute, of which no more are kept than a list of classes may have. */
  static final class Values {
    private final List<String> all = new ArrayList<>();

    void addNumbers(long[] numbers) {
      for (int i = 0; i < numbers.length && all.size() <= MOST; i++) {
        all.add(Long.toString(numbers[i]));
      }
    }

    void addText(String text) {
      if (all.size() <= MOST) {
        all.add(text);
      }
    }

    List<String> all() {
      return all;
    }
  }

  /** Whether an attribute names classes, as far as its name has been read. */
  static boolean mayBe(String attribute) {
    return attribute.isEmpty() || ATTRIBUTES.contains(attribute);
  }

  /** Takes an attribute of an operator; those that name no classes are left aside. */
  void take(String attribute, List<String> values) {
    if (ATTRIBUTES.contains(attribute)) {
      take(values);
    }
  }

  /** Takes a list of classes. */
  void take(List<String> values) {
    if (values.size() <= MOST && lists.size() < MOST) {
      lists.add(values.stream().map(ClassLabels::plain).toList());
    }
  }

  /** The place of a class among so many, where the model names them. */
  OptionalInt placeOf(String name, int among) {
    int[] places =
        lists.stream()
            .filter(list -> list.size() == among && new HashSet<>(list).size() == among)
            .mapToInt(list -> list.indexOf(plain(name)))
            .filter(place -> place >= 0)
            .distinct()
            .toArray();
    return places.length == 1 ? OptionalInt.of(places[0]) : OptionalInt.empty();
  }

  /** For every score of the model the place of its class; the same place where nothing is known. */
  int[] placesAmong(List<String> classes) {
    List<String> plain = classes.stream().map(ClassLabels::plain).toList();
    Set<String> wanted = new HashSet<>(plain);
    List<List<String>> fitting =
        lists.stream()
            .filter(list -> list.size() == classes.size() && wanted.equals(new HashSet<>(list)))
            .toList();
    return fitting.size() == 1
        ? fitting.getFirst().stream().mapToInt(plain::indexOf).toArray()
        : IntStream.range(0, classes.size()).toArray();
  }

  /**
   * The classes that the model knows in the words of those that are asked for, where they are
   * others: one list that shares a class with them. Empty where the model knows the same classes,
   * or where it does not say clearly which it knows.
   */
  Optional<List<String>> othersThan(List<String> classes) {
    Set<String> wanted = plain(classes).keySet();
    List<List<String>> others = lists.stream().filter(list -> isAside(list, wanted)).toList();
    boolean same = lists.stream().anyMatch(list -> wanted.equals(new HashSet<>(list)));
    return same || others.size() != 1
        ? Optional.empty()
        : Optional.of(inWordsOf(classes, others.getFirst()));
  }

  /**
   * The classes that the model knows in the words of those that are asked for, where it knows all
   * of these and more: of the lists that hold them there is but one.
   */
  Optional<List<String>> moreThan(List<String> classes) {
    Set<String> wanted = plain(classes).keySet();
    List<List<String>> holding =
        lists.stream().filter(list -> new HashSet<>(list).containsAll(wanted)).toList();
    return holding.size() == 1 && holding.getFirst().size() > wanted.size()
        ? Optional.of(inWordsOf(classes, holding.getFirst()))
        : Optional.empty();
  }

  /**
   * The column of a class in a tensor of two. Where no list names it, columns are counted by the
   * class as everybody numbers them: that of class 0 is the first, and of any other the second.
   */
  int columnOfTwo(String name) {
    return placeOf(name, 2).orElse(plain(name).equals("0") ? 0 : 1);
  }

  /** Names, of which some are wanted and some not; numbers from 0 may be codes of any classes. */
  private static boolean isAside(List<String> list, Set<String> wanted) {
    boolean coded =
        IntStream.range(0, list.size()).allMatch(i -> list.get(i).equals(Integer.toString(i)));
    return list.size() > 1
        && new HashSet<>(list).size() == list.size()
        && !wanted.equals(new HashSet<>(list))
        && (coded ? wanted.containsAll(list) : list.stream().anyMatch(wanted::contains));
  }

  private static List<String> inWordsOf(List<String> classes, List<String> list) {
    Map<String, String> words = plain(classes);
    return list.stream().map(name -> words.getOrDefault(name, name)).toList();
  }

  private static Map<String, String> plain(List<String> classes) {
    Map<String, String> words = new HashMap<>();
    classes.forEach(name -> words.put(plain(name), name));
    return words;
  }

  /** A class as a table may write it: 1.0 and true are 1. */
  private static String plain(String name) {
    String text = name.trim();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> "1";
      case "false" -> "0";
      default -> text.matches("-?\\d+\\.0+") ? text.substring(0, text.indexOf('.')) : text;
    };
  }
}
