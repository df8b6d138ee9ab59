// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Elsewhere;
import org.imprimatur.proof.gate.Envelope;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Registers models and says what they are for. */
@Component
public final class Models {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}");

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Ids ids;
  private final Persons persons;

  Models(Audit audit, Database database, Blobs blobs, Ids ids, Persons persons) {
    this.persons = persons;
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.ids = ids;
  }

  /** What a model is for: its purpose, on whom, and where not. */
  public record Use(String purpose, String population, String restrictions) {
    Json.Obj document() {
      return Json.obj()
          .put("imprimatur", "use/v1")
          .put("purpose", purpose)
          .put("population", population)
          .put("restrictions", restrictions)
          .build();
    }
  }

  /** Registers a model under a new name. */
  public Model register(Caller caller, String name, Use use, Digest policy, String owner) {
    caller.needs(Permission.PROPOSE);
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(
          new Refusal(
              "model.name",
              422,
              "A model cannot have this name.",
              List.of("Names have 2 to 63 small letters, digits and hyphens."),
              "Choose another, such as mortgage-fast-track."));
    }
    Digest stated = blobs.put(checked(use).document());
    String id = ids.next('m');
    audit.record(
        moment -> {
          if (ModelStore.byName(moment.db(), name).isPresent()) {
            return new Ruling.Refused<>(taken(name));
          }
          if (persons.byId(moment.db(), owner).gone()) {
            return new Ruling.Refused<>(ownerless());
          }
          Stamp stamp = caller.stamp(moment, Permission.PROPOSE);
          return Ruling.granted(new ModelRegistered(stamp, id, name, owner, stated, policy), id);
        });
    return get(name);
  }

  private static Refusal ownerless() {
    return new Refusal(
        "person.gone",
        409,
        "The owner that you name has left.",
        List.of(),
        "Name somebody who is there: an owner is who answers for the model.");
  }

  private static Refusal taken(String name) {
    return new Refusal(
        "model.exists",
        409,
        "There is a model " + name + " already.",
        List.of(),
        "Register a version of it, or choose another name.");
  }

  private static Use checked(Use use) {
    if (use.purpose().isBlank() || use.population().isBlank()) {
      throw new RefusedException(
          new Refusal(
              "model.use",
              422,
              "The use is not stated.",
              List.of("Purpose and population must say something."),
              "Say what the model decides, and about whom."));
    }
    return use;
  }

  /** States another use; open submissions rest on the old one and cannot pass any more. */
  public Model stateUse(Caller caller, String name, Use use) {
    caller.needs(Permission.PROPOSE);
    Digest stated = blobs.put(checked(use).document());
    audit.record(
        moment -> {
          Model model = get(moment.db(), name);
          return Ruling.granted(
              new UseStated(caller.stamp(moment, Permission.PROPOSE), model.id(), stated),
              model.id());
        });
    return get(name);
  }

  /** States the measures that are promised after deployment. */
  public Model statePromises(Caller caller, String name, Json.Arr kpis) {
    caller.needs(Permission.PROPOSE);
    Promises.check(kpis);
    Digest stated =
        blobs.put(
            Json.obj()
                .put("imprimatur", "promises/v1")
                .put("kpis", Promises.owned(kpis, persons::byUsername))
                .build());
    audit.record(
        moment -> {
          Model model = get(moment.db(), name);
          return Ruling.granted(
              new PromisesStated(caller.stamp(moment, Permission.PROPOSE), model.id(), stated),
              model.id());
        });
    return get(name);
  }

  /** Why an envelope could let no retrain of a model in, as far as it is known now. */
  public interface EnvelopeBar {
    List<String> against(JdbcClient db, Model model, Envelope envelope);
  }

  /**
   * States which retrains are to count as the same; the next submission pins it for people.
   *
   * @param bar what the policy and the tier of now say of it
   */
  public Model stateEnvelope(Caller caller, String name, Json.Obj terms, EnvelopeBar bar) {
    caller.needs(Permission.PROPOSE);
    Json.Builder document = Json.obj();
    terms.members().forEach(document::put);
    Json.Obj envelope = document.put("imprimatur", "envelope/v1").build();
    Envelope read = read(envelope);
    Digest stated = blobs.put(envelope);
    audit.record(
        moment -> {
          Model model = get(moment.db(), name);
          List<String> against = new ArrayList<>(bar.against(moment.db(), model, read));
          if (!moment.at().isBefore(read.end())) {
            against.addFirst("Its last day is over.");
          }
          return against.isEmpty()
              ? Ruling.granted(
                  new EnvelopeStated(caller.stamp(moment, Permission.PROPOSE), model.id(), stated),
                  model.id())
              : new Ruling.Refused<>(unfit(against));
        });
    return get(name);
  }

  private static Envelope read(Json.Obj document) {
    Envelope envelope;
    try {
      envelope = Envelope.read(document);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unfit(List.of(String.valueOf(e.getMessage()))));
    }
    if (!envelope.unreadable().isEmpty()) {
      throw new RefusedException(
          unfit(
              List.of(
                  "No input of a model has such a type: %s. Write it as artifact/1 reads it, such as"
                          .formatted(String.join(", ", envelope.unreadable()))
                      + " tensor(float)[N,12].")));
    }
    return envelope;
  }

  private static Refusal unfit(List<String> against) {
    return new Refusal(
        "model.envelope",
        422,
        "The change envelope cannot be stated: it could let no retrain in.",
        against,
        "Draw one by imprimatur model envelope-draft SUBMISSION; docs/guide/change-envelope.md says"
            + " what an envelope and a policy say.");
  }

  /** The model; throws a refusal where there is none. */
  public Model get(String name) {
    return get(database.reader(), name);
  }

  public Model get(JdbcClient db, String name) {
    return ModelStore.byName(db, name).orElseThrow(() -> new RefusedException(unknown(name)));
  }

  public Model byId(JdbcClient db, String model) {
    return ModelStore.byId(db, model).orElseThrow(() -> new RefusedException(unknown(model)));
  }

  public Model byId(String model) {
    return byId(database.reader(), model);
  }

  /** Up to {@code count} models whose name holds the words, those that begin with them first. */
  public List<ModelName> containing(String words, int count) {
    return ModelStore.containing(database.reader(), words, count);
  }

  /** The name of a model by its id. */
  public String name(String model) {
    return ModelStore.name(database.reader(), model)
        .orElseThrow(() -> new RefusedException(unknown(model)));
  }

  /** The position in the log at which a model was registered. */
  public long registered(JdbcClient db, String model) {
    return Optional.ofNullable(registered(db, Set.of(model)).get(model))
        .orElseThrow(() -> new RefusedException(unknown(model)));
  }

  /** The same of many, by their ids; none of those that are not there. */
  public Map<String, Long> registered(JdbcClient db, Set<String> models) {
    return ModelStore.registered(db, models);
  }

  /** The ids of the models that were registered at some positions, which rise, in their order. */
  public List<String> at(JdbcClient db, List<Long> positions) {
    return ModelStore.at(db, positions);
  }

  /** A model and the acts that name it, in the log's order. */
  public record Told(Model model, List<Act> acts) {
    public Told {
      acts = List.copyOf(acts);
    }
  }

  /** Several by their names at once, up to some hundred, in the order asked for. */
  public List<Told> told(List<String> names) {
    Map<String, List<Act>> all = ModelStore.acts(database.reader(), names);
    List<Told> told = new ArrayList<>();
    for (String name : names) {
      List<Act> acts = all.getOrDefault(name, List.of());
      Model.of(acts).ifPresent(model -> told.add(new Told(model, acts)));
    }
    return told;
  }

  /** All acts of a model, with those of its submissions, in the log's order. */
  public List<Act> history(JdbcClient db, String model) {
    return ModelStore.history(db, model);
  }

  /** Where else the files of a version stand, on this connection. */
  public static Elsewhere elsewhere(JdbcClient db) {
    return new StoredElsewhere(db);
  }

  public Optional<Model> find(String name) {
    return ModelStore.byName(database.reader(), name);
  }

  /** Up to so many names, in their order, after a name. */
  public List<String> names(String after, int count) {
    return ModelStore.names(database.reader(), after, count);
  }

  /** Every model, in the order of names. */
  public List<Model> all(JdbcClient db) {
    return ModelStore.names(db, "", Integer.MAX_VALUE).stream().map(name -> get(db, name)).toList();
  }

  /** The models that were registered under a policy; a newer one of its name may govern them. */
  public List<Model> under(JdbcClient db, Digest policy) {
    return ModelStore.under(db, policy);
  }

  static Refusal unknown(String name) {
    return new Refusal(
        "model.unknown",
        404,
        "There is no model " + name + ".",
        List.of(),
        "List the models to see their names.");
  }
}
