// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * A figure that was promised before a version went into production.
 *
 * @param atLeast whether the limit is a least value; else it is a greatest
 * @param limit the decimal as it was written
 * @param owner who measures it, as it was written
 * @param person the pseudonym of the owner, where the name was that of somebody
 * @param every how often it must be measured, as it was written
 * @param figure of which figure it is, where it is measured by computing alone
 */
public record Promise(
    String name,
    String unit,
    boolean atLeast,
    String limit,
    String owner,
    Optional<String> person,
    String every,
    Consequence consequence,
    Optional<Figure> figure) {

  /** What happens when it breaks. */
  public enum Consequence {
    /** Its owner is told. */
    TELL("tell"),
    /** The owner of the model is asked to take a version through the gate again. */
    REVALIDATE("revalidate"),
    /** The version is suspended. */
    SUSPEND("suspend");

    private final String word;

    Consequence(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<Consequence> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /**
   * Everything that a promises/v1 document promises, if anything; of two with one name the first.
   */
  public static List<Promise> of(Json.Obj document) {
    List<Promise> promises = new ArrayList<>();
    if (document.find("kpis").isEmpty()) {
      return List.of();
    }
    for (Json value : document.array("kpis").values()) {
      Promise promise = read((Json.Obj) value);
      if (find(promises, promise.name()).isEmpty()) {
        promises.add(promise);
      }
    }
    return List.copyOf(promises);
  }

  private static Promise read(Json.Obj kpi) {
    return new Promise(
        kpi.string("name"),
        kpi.string("unit"),
        kpi.string("direction").equals("at-least"),
        kpi.string("limit"),
        kpi.string("owner"),
        kpi.find("person").isPresent() ? Optional.of(kpi.string("person")) : Optional.empty(),
        kpi.string("every"),
        kpi.find("breach").isPresent()
            ? Consequence.of(kpi.string("breach")).orElse(Consequence.TELL)
            : Consequence.TELL,
        Figure.of(kpi));
  }

  /** The promise of this name. */
  public static Optional<Promise> find(List<Promise> promises, String name) {
    return promises.stream().filter(promise -> promise.name().equals(name)).findFirst();
  }

  /**
   * The promise that is meant by a name as somebody wrote it. A letter with an accent looks the
   * same however it is composed, and nobody sees a space around a name.
   */
  public static Optional<Promise> meant(List<Promise> promises, String written) {
    return find(promises, written)
        .or(
            () ->
                promises.stream()
                    .filter(promise -> seen(promise.name()).equals(seen(written)))
                    .findFirst());
  }

  private static String seen(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
  }

  /** Whether a value keeps it; the limit itself does. */
  public boolean keeps(BigDecimal value) {
    int side = value.compareTo(new BigDecimal(limit));
    return atLeast ? side >= 0 : side <= 0;
  }

  /** Whether a version is suspended when it breaks. */
  public boolean suspends() {
    return consequence == Consequence.SUSPEND;
  }

  /** How often it must be measured; empty where what was written long ago means no period. */
  public Optional<Every> period() {
    return Every.of(every);
  }

  /** The limit in words. */
  public String bound() {
    return (atLeast ? "at least " : "at most ") + limit + " " + unit;
  }
}
