// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.inventory.FieldConduct;
import org.imprimatur.proof.inventory.Fields;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The further fields of the inventory: which there are, and what each model has in them. They are
 * for finding and reporting, and no gate or policy reads them.
 */
@Component
public final class ModelFields {
  private static final String HELP = "See the guide for the risk manager, Further fields.";
  private static final int MOST_KEPT = 10_000;

  /** Among more values of a field no part is looked for, since each is read from its blob. */
  private static final int MOST_SEARCHED = 2_000;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Persons persons;

  /** Texts by their digest never change. */
  private final Map<Digest, String> texts = new ConcurrentHashMap<>();

  private final Map<Digest, Field> definitions = new ConcurrentHashMap<>();

  ModelFields(Audit audit, Database database, Blobs blobs, Models models, Persons persons) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.persons = persons;
  }

  /** A field as it is defined now, with its acts. */
  public record Known(Field field, Fields.Stated acts) {
    public boolean isInUse() {
      return acts.retired().isEmpty();
    }
  }

  /** What a model has in a field, and since when. */
  public record Value(Field field, String text, Stamp stated) {}

  /** Every field in the order in which they were stated, the retired ones as well. */
  public List<Known> all() {
    return fields(database.reader()).all().stream()
        .map(one -> new Known(definition(one.latest()), one))
        .toList();
  }

  /** The fields that are not retired. */
  public List<Field> inUse() {
    return all().stream().filter(Known::isInUse).map(Known::field).toList();
  }

  /** States a field, or that one has more to choose from. */
  public Known state(Caller caller, Field field) {
    caller.needs(Permission.ASSESS);
    Digest definition = blobs.put(field.document());
    audit.record(
        moment -> {
          Fields fields = fields(moment.db());
          var act =
              new FieldStated(
                  caller.stamp(moment, Permission.ASSESS), field.name(), field.kind(), definition);
          Optional<Field> earlier = fields.find(field.name()).map(one -> definition(one.latest()));
          return ruling(act, conduct(moment, fields).against(act, field, earlier), 422);
        });
    return get(field.name());
  }

  /** Retires a field; what models have in it stays in the log, and is shown no longer. */
  public Known retire(Caller caller, String name) {
    caller.needs(Permission.ASSESS);
    audit.record(
        moment -> {
          var act = new FieldRetired(caller.stamp(moment, Permission.ASSESS), name);
          return ruling(act, conduct(moment, fields(moment.db())).against(act), 404);
        });
    return get(name);
  }

  private Known get(String name) {
    return all().stream()
        .filter(one -> one.acts().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no field " + name + "."));
  }

  /**
   * States what a model has in some fields; a value of nothing empties its field. What it has
   * already is not recorded again.
   */
  public void stateValues(Caller caller, String name, SortedMap<String, Optional<String>> given) {
    // Before anything is stored: whoever may not state it leaves nothing behind.
    answersFor(caller, models.get(name));
    SortedMap<String, Optional<String>> normal = normal(given);
    SortedMap<String, Digest> stored = new TreeMap<>();
    normal.forEach(
        (field, text) ->
            text.ifPresent(value -> stored.put(field, blobs.put(value.getBytes(UTF_8)))));
    audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          answersFor(caller.now(moment), model);
          Stamp stamp = caller.stamp(moment, Permission.PROPOSE, Permission.DISCUSS);
          return values(moment, stamp, model, stored, normal);
        });
  }

  /** Whoever may state its use, and its owner, who may have no part in proposing. */
  private static void answersFor(Caller caller, Model model) {
    caller.needs(Permission.PROPOSE, Permission.DISCUSS);
    if (!model.owner().equals(caller.id())) {
      caller.needs(Permission.PROPOSE);
    }
  }

  /** Whether somebody may state what a model has. */
  public boolean mayState(Caller caller, Model model) {
    return caller.may(Permission.PROPOSE)
        || (model.owner().equals(caller.id()) && caller.may(Permission.DISCUSS));
  }

  /** Texts in the one form of their field; every one that does not fit is refused at once. */
  private SortedMap<String, Optional<String>> normal(SortedMap<String, Optional<String>> given) {
    Map<String, Field> known = definitions(fields(database.reader()));
    SortedMap<String, Optional<String>> normal = new TreeMap<>();
    List<Reason> against = new ArrayList<>();
    given.forEach(
        (name, text) -> {
          Field field = known.get(name);
          Optional<String> value = text.map(one -> field == null ? one : field.normal(one));
          if (field == null) {
            against.add(Reason.of("field.unknown", Field.unknown(name, known.keySet())));
          } else {
            value
                .flatMap(field::objection)
                .ifPresent(why -> against.add(Reason.of("field.value", why)));
          }
          normal.put(name, value);
        });
    if (!against.isEmpty()) {
      throw new RefusedException(refusal(against, 422));
    }
    return normal;
  }

  private Ruling<Boolean> values(
      Moment moment,
      Stamp stamp,
      Model model,
      SortedMap<String, Digest> stored,
      SortedMap<String, Optional<String>> normal) {
    Map<String, FieldStore.Held> held = FieldStore.of(moment.db(), model.id());
    SortedMap<String, Digest> changed = new TreeMap<>(stored);
    changed
        .entrySet()
        .removeIf(
            one ->
                held.containsKey(one.getKey())
                    && held.get(one.getKey()).value().equals(one.getValue()));
    List<String> emptied =
        normal.keySet().stream()
            .filter(field -> !stored.containsKey(field) && held.containsKey(field))
            .toList();
    if (changed.isEmpty() && emptied.isEmpty() && !normal.isEmpty()) {
      return new Ruling.Granted<>(List.of(), false);
    }
    Fields fields = fields(moment.db());
    Map<String, String> texts = new TreeMap<>();
    normal.forEach(
        (field, text) ->
            text.filter(_ -> changed.containsKey(field)).ifPresent(one -> texts.put(field, one)));
    var act = new ValuesStated(stamp, model.id(), changed, emptied);
    return ruling(
        act, conduct(moment, fields).against(act, model.owner(), definitions(fields), texts), 422);
  }

  /** What a model has in the fields that are in use, in the order of the fields. */
  public List<Value> of(Model model) {
    JdbcClient db = database.reader();
    Map<String, FieldStore.Held> held = FieldStore.of(db, model.id());
    List<Value> values = new ArrayList<>();
    for (Field field : inUse()) {
      FieldStore.Held one = held.get(field.name());
      if (one != null) {
        values.add(new Value(field, text(one.value()), stamp(db, one.position())));
      }
    }
    return values;
  }

  /** The same as texts by the field's name, of these fields alone and without who stated them. */
  public Map<String, String> texts(String model, List<Field> fields) {
    Map<String, FieldStore.Held> held = FieldStore.of(database.reader(), model);
    Map<String, String> found = new LinkedHashMap<>();
    for (Field field : fields) {
      FieldStore.Held one = held.get(field.name());
      if (one != null) {
        found.put(field.name(), text(one.value()));
      }
    }
    return found;
  }

  /** Up to so many names of models that have what is wanted, in their order, after a name. */
  public List<String> names(FieldsWanted wanted, String after, int count) {
    if (wanted.isEmpty()) {
      return models.names(after, count);
    }
    JdbcClient db = database.reader();
    SortedMap<String, Optional<String>> given = new TreeMap<>();
    wanted.whole().forEach((name, text) -> given.put(name, Optional.of(text)));
    List<FieldStore.Wanted> values = new ArrayList<>();
    normal(given)
        .forEach(
            (name, text) ->
                values.add(
                    new FieldStore.Wanted(
                        name, List.of(Digest.of(text.orElseThrow().getBytes(UTF_8))))));
    Map<String, Field> known = definitions(fields(db));
    wanted
        .parts()
        .forEach(
            (name, part) -> values.add(new FieldStore.Wanted(name, holding(known, name, part))));
    return values.stream().anyMatch(one -> one.values().isEmpty())
        ? List.of()
        : FieldStore.having(db, values, after, count);
  }

  /** The values of a field in which a part stands, whatever its letters' case. */
  private List<Digest> holding(Map<String, Field> known, String name, String part) {
    if (!known.containsKey(name)) {
      throw new RefusedException(
          refusal(List.of(Reason.of("field.unknown", Field.unknown(name, known.keySet()))), 422));
    }
    List<Digest> values = FieldStore.values(database.reader(), name, MOST_SEARCHED + 1);
    if (values.size() > MOST_SEARCHED) {
      throw new RefusedException(
          refusal(
              List.of(
                  Reason.of(
                      "field.many",
                      "The field %s has more than 2,000 different values, too many to look for a"
                              .formatted(name)
                          + " part of one. Ask for a whole value.")),
              422));
    }
    String sought = part.strip().toLowerCase(Locale.ROOT);
    return values.stream()
        .filter(value -> text(value).toLowerCase(Locale.ROOT).contains(sought))
        .toList();
  }

  private static Stamp stamp(JdbcClient db, long position) {
    return Entries.bytes(db, position)
        .map(Act::parse)
        .map(Act::stamp)
        .orElseThrow(() -> new IllegalStateException("There is no entry " + position + "."));
  }

  private String text(Digest value) {
    if (texts.size() > MOST_KEPT) {
      texts.clear();
    }
    return texts.computeIfAbsent(value, blobs::words);
  }

  private Map<String, Field> definitions(Fields fields) {
    Map<String, Field> known = new TreeMap<>();
    fields.inUse().forEach(one -> known.put(one.name(), definition(one.latest())));
    return known;
  }

  private Field definition(FieldStated stated) {
    return definitions.computeIfAbsent(
        stated.definition(), digest -> Field.of(blobs.document(digest)));
  }

  private static Fields fields(JdbcClient db) {
    return Fields.of(
        Stream.of("act:field.stated", "act:field.retired")
            .flatMap(name -> Entries.mentioning(db, name).stream())
            .sorted((one, other) -> Long.compare(one.position(), other.position()))
            .map(Entries.Entry::act)
            .toList());
  }

  private FieldConduct conduct(Moment moment, Fields fields) {
    return new FieldConduct(persons.staff(moment.db()), fields);
  }

  private static Ruling<Boolean> ruling(Act act, List<Reason> against, int unknown) {
    return against.isEmpty()
        ? Ruling.granted(act, true)
        : new Ruling.Refused<>(refusal(against, unknown));
  }

  /**
   * The first reason as the sentence, the others below it.
   *
   * @param unknown the status where there is no such field
   */
  private static Refusal refusal(List<Reason> against, int unknown) {
    Reason first = against.getFirst();
    int status =
        switch (first.code()) {
          case "field.role" -> 403;
          case "field.meaning", "field.retired", "field.most" -> 409;
          case "field.unknown" -> unknown;
          default -> 422;
        };
    return new Refusal(
        first.code(),
        status,
        first.sentence(),
        against.stream().skip(1).map(Reason::sentence).toList(),
        HELP);
  }
}
