// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who states fields and what models have in them. Asked before, and by a replay after.
 *
 * @param fields as they were before the act
 */
public record FieldConduct(Staff staff, Fields fields) {
  /** The role that states what a model is for, and so what it has in a field. */
  public static final String PROPOSER = "data-scientist";

  /** How many fields are in use at the most. */
  public static final int MOST = 30;

  /**
   * What stands against stating a field.
   *
   * @param field what its definition says
   * @param earlier what the definition of this name said before; empty where it is new
   */
  public List<Reason> against(FieldStated act, Field field, Optional<Field> earlier) {
    List<Reason> against = new ArrayList<>();
    manager(act.by()).ifPresent(against::add);
    field.faults().forEach(fault -> against.add(Reason.of("field.definition", fault.sentence())));
    if (!field.name().equals(act.field()) || !field.kind().equals(act.kind())) {
      against.add(
          Reason.of(
              "field.definition", "The definition names another field or kind than the act."));
    }
    Optional<Fields.Stated> known = fields.find(act.field());
    if (known.isEmpty() && fields.inUse().size() >= MOST) {
      against.add(
          Reason.of(
              "field.most", "An inventory has at most %d fields. Retire one.".formatted(MOST)));
    }
    if (known.isPresent() && known.get().retired().isPresent()) {
      against.add(
          Reason.of(
              "field.retired",
              "The field %s was retired. Its name never means anything else; take another."
                  .formatted(act.field())));
    } else if (known.isPresent() && !earlier.map(field::extend).orElse(false)) {
      against.add(
          Reason.of(
              "field.meaning",
              "The field %s is stated already. Its list can get further values and nothing else"
                      .formatted(act.field())
                  + " of it changes; take another name for another meaning."));
    }
    return against;
  }

  /** What stands against retiring a field. */
  public List<Reason> against(FieldRetired act) {
    List<Reason> against = new ArrayList<>();
    manager(act.by()).ifPresent(against::add);
    inUse(act.field()).ifPresent(against::add);
    return against;
  }

  /**
   * What stands against the values of a model.
   *
   * @param owner who owns the model
   * @param known the definitions of the fields that the act names, those in use alone
   * @param values by the field's name the text
   */
  public List<Reason> against(
      ValuesStated act, String owner, Map<String, Field> known, Map<String, String> values) {
    List<Reason> against = new ArrayList<>();
    if (!staff.holds(act.by(), PROPOSER) && !act.by().equals(owner)) {
      against.add(
          Reason.of(
              "field.role", "%s neither owns the model nor proposes models.".formatted(act.by())));
    }
    var named = new ArrayList<>(act.values().keySet());
    named.addAll(act.emptied());
    if (named.isEmpty()) {
      against.add(Reason.of("field.nothing", "No value is stated."));
    }
    if (new HashSet<>(named).size() < named.size()) {
      against.add(Reason.of("field.twice", "A field is named twice."));
    }
    named.forEach(name -> inUse(name).ifPresent(against::add));
    values.forEach(
        (name, value) -> {
          Field field = known.get(name);
          if (field != null) {
            field.objection(value).ifPresent(why -> against.add(Reason.of("field.value", why)));
          }
        });
    return against;
  }

  private Optional<Reason> manager(String person) {
    return staff.holds(person, Staff.RISK_MANAGER)
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                "field.role",
                "%s is no risk manager, who alone states and retires fields.".formatted(person)));
  }

  private Optional<Reason> inUse(String name) {
    Optional<Fields.Stated> known = fields.find(name);
    if (known.isEmpty()) {
      return Optional.of(Reason.of("field.unknown", Field.unknown(name, fields.names())));
    }
    return known
        .get()
        .retired()
        .map(_ -> Reason.of("field.retired", "The field %s was retired.".formatted(name)));
  }
}
