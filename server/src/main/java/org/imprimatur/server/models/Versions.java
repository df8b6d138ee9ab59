// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/** Registers versions, which never change, and their cards. */
@Component
public final class Versions {
  private static final Pattern CUTOFF = Pattern.compile("0|1|0\\.[0-9]{1,9}|1\\.0{1,9}");
  private static final int MOST_FILES = 2_000;
  private static final int MOST_PEOPLE = 100;

  /** The most bytes of a card that is written on its page, in UTF-8. */
  public static final int LONGEST_WRITTEN_CARD = 256 << 10;

  private static final String READ_AGAIN =
      "Read the card as it is now, and file yours over that digest (the member over).";

  private final Audit audit;
  private final Blobs blobs;
  private final Models models;
  private final Persons persons;

  Versions(Audit audit, Blobs blobs, Models models, Persons persons) {
    this.audit = audit;
    this.blobs = blobs;
    this.models = models;
    this.persons = persons;
  }

  /** Registers a version of files that were uploaded before; its number is allotted here. */
  public Version register(Caller caller, String name, NewVersion asked) {
    caller.needs(Permission.PROPOSE);
    check(asked);
    List<String> contributors = contributors(asked.lineage().contributors());
    var stored =
        new Stored(
            blobs.put(asked.manifest().toJson()),
            blobs.put(lineage(asked.lineage(), contributors)),
            contributors);
    long number = audit.record(moment -> decide(moment, caller, name, asked, stored));
    return get(name, number);
  }

  /** What lies in the store before the act names it. */
  private record Stored(Digest manifest, Digest lineage, List<String> contributors) {}

  private Ruling<Long> decide(
      Moment moment, Caller caller, String name, NewVersion asked, Stored stored) {
    Model model = models.get(moment.db(), name);
    Optional<Refusal> refusal = refusal(model, asked, stored.manifest());
    if (refusal.isPresent()) {
      return new Ruling.Refused<>(refusal.get());
    }
    long number = model.next();
    List<Act> acts = new ArrayList<>();
    acts.add(
        new VersionRegistered(
            caller.stamp(moment, Permission.PROPOSE),
            model.id(),
            number,
            stored.manifest(),
            asked.cutoff(),
            stored.lineage(),
            stored.contributors(),
            asked.lineage().unnamed(),
            asked.lineage().parents()));
    asked
        .card()
        .ifPresent(
            card ->
                acts.add(
                    new CardFiled(
                        caller.stamp(moment, Permission.PROPOSE), model.id(), number, card)));
    return new Ruling.Granted<>(acts, number);
  }

  private static Optional<Refusal> refusal(Model model, NewVersion asked, Digest manifest) {
    for (long parent : asked.lineage().parents()) {
      if (model.find(parent).isEmpty()) {
        return Optional.of(
            refused("version.parent", 422, "There is no version " + parent + " to come from."));
      }
    }
    return model.versions().values().stream()
        .filter(
            other ->
                other.manifest().equals(manifest)
                    && Double.parseDouble(other.cutoff()) == Double.parseDouble(asked.cutoff()))
        .findFirst()
        .map(
            other ->
                refused(
                    "version.exists",
                    409,
                    "The same files with the same cut-off are version " + other.number() + "."));
  }

  private void check(NewVersion asked) {
    if (!CUTOFF.matcher(asked.cutoff()).matches()) {
      throw new RefusedException(
          refused(
              "version.cutoff",
              422,
              "The cut-off " + asked.cutoff() + " is not a decimal from 0 to 1, such as 0.15."));
    }
    if (asked.manifest().files().isEmpty() || asked.manifest().files().size() > MOST_FILES) {
      throw new RefusedException(
          refused("version.files", 422, "A version has 1 to " + MOST_FILES + " files."));
    }
    List<String> missing =
        asked.manifest().files().stream()
            .filter(file -> !blobs.has(file.digest()))
            .map(Manifest.File::path)
            .toList();
    if (!missing.isEmpty()) {
      throw new RefusedException(
          refused(
              "version.file-missing",
              422,
              "These files were not uploaded: " + String.join(", ", missing) + "."));
    }
    if (asked.lineage().unnamed() < 0 || asked.lineage().contributors().size() > MOST_PEOPLE) {
      throw new RefusedException(
          refused("version.contributors", 422, "0 to " + MOST_PEOPLE + " people contribute."));
    }
    asked.card().ifPresent(this::checkCard);
  }

  private void checkCard(Digest card) {
    if (!blobs.has(card)) {
      throw new RefusedException(
          refused("card.missing", 422, "The card " + card + " was not uploaded."));
    }
  }

  private List<String> contributors(List<String> usernames) {
    var contributors = new TreeSet<String>();
    for (String username : usernames) {
      Person person =
          persons
              .byUsername(username)
              .orElseThrow(
                  () ->
                      new RefusedException(
                          refused(
                              "version.contributor",
                              422,
                              "Nobody here has the user name "
                                  + username
                                  + ". Count people who are not here as unnamed.")));
      contributors.add(person.person());
    }
    return List.copyOf(contributors);
  }

  private static Json.Obj lineage(NewVersion.Lineage asked, List<String> contributors) {
    Json.Builder lineage = Json.obj().put("imprimatur", "lineage/v1");
    asked.documents().members().forEach(lineage::put);
    return lineage
        .put("parents", Json.array(asked.parents().stream().map(p -> Json.of((double) p)).toList()))
        .put("contributors", Json.array(contributors.stream().map(Json::of).toList()))
        .put("unnamed", asked.unnamed())
        .build();
  }

  /**
   * Files another model card; who does so contributes to the version. Where another card than the
   * one that they had read stands there, nothing is recorded: two people never overwrite each other
   * silently.
   *
   * @param read the card that they had before them, if there was one
   */
  public Version fileCard(
      Caller caller, String name, long number, Digest card, Optional<Digest> read) {
    caller.needs(Permission.PROPOSE);
    checkCard(card);
    audit.record(
        moment -> {
          Optional<Digest> filed =
              models.get(moment.db(), name).find(number).flatMap(Version::card);
          return read.isEmpty() && filed.isPresent()
              ? new Ruling.Refused<>(unread(filed.get()))
              : filed(moment, caller, name, number, card, read);
        });
    return get(name, number);
  }

  /** The same of a card that is written on the spot. */
  public void rewriteCard(
      Caller caller, String name, long number, String text, Optional<Digest> read) {
    caller.needs(Permission.PROPOSE);
    if (text.isBlank()) {
      throw new RefusedException(refused("card.empty", 422, "The card says nothing."));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_WRITTEN_CARD) {
      throw new RefusedException(
          refused(
              "card.long",
              422,
              String.format(
                  Locale.ROOT,
                  "The card has %,d bytes in UTF-8 and can have %,d.",
                  bytes.length,
                  LONGEST_WRITTEN_CARD)));
    }
    Digest card = blobs.put(bytes);
    audit.record(moment -> filed(moment, caller, name, number, card, read));
  }

  private Ruling<Long> filed(
      Moment moment, Caller caller, String name, long number, Digest card, Optional<Digest> read) {
    Model model = models.get(moment.db(), name);
    Optional<Version> version = model.find(number);
    if (version.isEmpty()) {
      return new Ruling.Refused<>(unknown(name, number));
    }
    Optional<Digest> filed = version.get().card();
    if (!read.equals(filed)) {
      return new Ruling.Refused<>(over(read, filed));
    }
    return Ruling.granted(
        new CardFiled(caller.stamp(moment, Permission.PROPOSE), model.id(), number, card), number);
  }

  private static Refusal over(Optional<Digest> read, Optional<Digest> filed) {
    String before = read.map(Digest::toString).orElse("none");
    String now = filed.map(Digest::toString).orElse("none");
    return new Refusal(
        "card.moved",
        409,
        "Somebody filed another card while you wrote.",
        List.of("You read the card %s; the card is now %s.".formatted(before, now)),
        READ_AGAIN);
  }

  private static Refusal unread(Digest filed) {
    return new Refusal(
        "card.unread",
        428,
        "A card is filed already; say which one you read before you file another.",
        List.of("The card is now " + filed + "."),
        READ_AGAIN);
  }

  public Version get(String name, long number) {
    return models
        .get(name)
        .find(number)
        .orElseThrow(() -> new RefusedException(unknown(name, number)));
  }

  /** The files of a version. */
  public Manifest manifest(Version version) {
    return Manifest.fromJson(blobs.document(version.manifest()));
  }

  /** Where a version comes from, as it was registered: lineage/v1. */
  public Json.Obj lineage(Version version) {
    return blobs.document(version.registered().lineage());
  }

  private static Refusal unknown(String name, long number) {
    return refused("version.unknown", 404, "The model " + name + " has no version " + number + ".");
  }

  private static Refusal refused(String code, int status, String sentence) {
    return new Refusal(code, status, sentence, List.of(), "Correct it and register again.");
  }
}
