// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;

/** Which fields were stated and retired, as the acts so far tell it. */
public final class Fields {
  private final Map<String, Stated> all = new LinkedHashMap<>();

  /**
   * A field with its acts.
   *
   * @param latest what says now how it is defined
   */
  public record Stated(FieldStated first, FieldStated latest, Optional<FieldRetired> retired) {
    public String name() {
      return first.field();
    }
  }

  /** The fold of acts, in the log's order. */
  public static Fields of(Iterable<Act> acts) {
    var fields = new Fields();
    for (Act act : acts) {
      if (act instanceof FieldAct about) {
        fields.apply(about);
      }
    }
    return fields;
  }

  /** Takes the next act. */
  public void apply(FieldAct act) {
    switch (act) {
      case FieldStated stated ->
          all.merge(
              stated.field(),
              new Stated(stated, stated, Optional.empty()),
              (old, _) -> new Stated(old.first(), stated, old.retired()));
      case FieldRetired retired ->
          all.computeIfPresent(
              retired.field(),
              (_, old) ->
                  new Stated(
                      old.first(), old.latest(), old.retired().or(() -> Optional.of(retired))));
      case ValuesStated _ -> {}
    }
  }

  /** Every field, the retired ones as well, in the order in which they were stated. */
  public List<Stated> all() {
    return List.copyOf(all.values());
  }

  /** Those that are not retired, in the same order. */
  public List<Stated> inUse() {
    return all.values().stream().filter(one -> one.retired().isEmpty()).toList();
  }

  public Optional<Stated> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** The names of those that are not retired. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    inUse().forEach(one -> names.add(one.name()));
    return names;
  }
}
