// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.FoundingAct.SetupApplied;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Commitment;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.Ruling;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Applies a setup file to an empty log, all of it in one transaction or nothing. */
public final class Setup {
  private static final Duration LINK = Duration.ofDays(7);

  private final SetupFile file;
  private final Json.Obj document;
  private final SecureRandom random = new SecureRandom();

  private Setup(SetupFile file, Json.Obj document) {
    this.file = file;
    this.document = document;
  }

  /** Reads a setup file; throws {@link SetupException} with what to mend. */
  public static Setup read(Path path) {
    SetupReader in = SetupReader.of(path, "setup");
    Path folder = path.toAbsolutePath().getParent();
    return new Setup(SetupFile.read(in, folder == null ? Path.of("/") : folder), in.json());
  }

  /** The name of the log, if the file gives one. */
  public Optional<String> origin() {
    return file.origin();
  }

  /** Where this server is reached, and where it keeps what is shown once. */
  public record Place(Path data, String address) {}

  /**
   * Records the setup as the log's first entries. One-time links and token secrets go to files that
   * only the operator can read, before anything is recorded.
   */
  public void apply(Audit audit, Blobs blobs, Ids ids, LogOpened opening, Place place) {
    Map<String, Member> members = new TreeMap<>();
    file.persons()
        .forEach(member -> members.put(member.username(), Member.of(member, ids, random)));
    List<Issued> tokens = new ArrayList<>();
    for (SetupFile.Token token : file.tokens()) {
      tokens.add(new Issued(ids.next('t'), token, Secret.random("imp_", random)));
    }
    Map<Digest, Published> policies = policies(blobs);
    Digest setup = blobs.put(nameless(members));
    show(place, members, tokens);
    var seals = new RowSeals(audit.seals());
    audit.record(
        moment -> {
          if (audit.size() > 0) {
            return new Ruling.Refused<Integer>(alreadyOpen());
          }
          Stamp stamp = moment.by(Stamp.SYSTEM);
          List<Act> acts = new ArrayList<>();
          acts.add(
              new LogOpened(stamp, opening.origin(), opening.logKey(), opening.attestationKey()));
          acts.add(new SetupApplied(stamp, setup));
          members.values().forEach(member -> acts.addAll(member.acts(stamp)));
          for (Issued token : tokens) {
            acts.add(token.act(stamp, person(members, token.token().person()), seals));
          }
          policies.forEach((digest, policy) -> acts.add(policy.act(stamp, digest)));
          long expires = moment.at().plus(LINK).toEpochMilli();
          return new Ruling.Granted<>(
              acts,
              db -> {
                members.values().forEach(member -> member.store(db, expires, seals));
                tokens.forEach(token -> TokenStore.keep(db, token.id(), token.secret(), ""));
              },
              acts.size());
        });
  }

  /**
   * The setup as it is kept for ever: pseudonyms in place of names, so that those can be erased.
   */
  private Json.Obj nameless(Map<String, Member> members) {
    Json.Builder setup = Json.obj();
    document.members().forEach(setup::put);
    List<Json> persons = new ArrayList<>();
    for (Member member : members.values()) {
      persons.add(
          Json.obj()
              .put("person", member.id())
              .put("roles", texts(member.member().roles()))
              .put("teams", texts(member.member().teams()))
              .build());
    }
    List<Json> tokens = new ArrayList<>();
    for (SetupFile.Token token : file.tokens()) {
      tokens.add(
          Json.obj()
              .put("person", person(members, token.person()))
              .put("scopes", texts(token.scopes()))
              .put("days", token.days())
              .build());
    }
    return setup.put("persons", Json.array(persons)).put("tokens", Json.array(tokens)).build();
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  private static String person(Map<String, Member> members, String username) {
    Member member = members.get(username);
    if (member == null) {
      throw new SetupException("setup.token", "No person has the user name " + username);
    }
    return member.id();
  }

  private static Refusal alreadyOpen() {
    return new Refusal(
        "setup.applied",
        409,
        "The log is not empty: a setup file is applied at the first start only.",
        List.of(),
        "Start without --setup, or with an empty data folder and database.");
  }

  private Map<Digest, Published> policies(Blobs blobs) {
    Map<Digest, Published> policies = new TreeMap<>();
    Map<String, Long> numbers = new HashMap<>();
    for (SetupFile.Founding founding : file.policies()) {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(founding.file());
      } catch (IOException e) {
        throw new SetupException(
            "setup.policy", "The policy " + founding.file() + " cannot be read.");
      }
      switch (PolicyReader.read(bytes)) {
        case Reading.Refused(var errors) -> {
          List<String> lines = errors.stream().map(error -> founding.file() + ":" + error).toList();
          throw new SetupException("setup.policy", String.join("\n", lines));
        }
        case Reading.Read(var policy) -> {
          long number = numbers.merge(policy.name(), 1L, Long::sum);
          policies.put(blobs.put(bytes), new Published(policy.name(), number, founding.preset()));
        }
      }
    }
    return policies;
  }

  private record Published(String name, long number, boolean preset) {
    Act act(Stamp stamp, Digest digest) {
      return new PolicyPublished(stamp, digest, name, number, preset, Optional.empty());
    }
  }

  private record Issued(String id, SetupFile.Token token, Secret secret) {
    Act act(Stamp stamp, String person, RowSeals seals) {
      String seal = seals.token(id, person, secret.hash());
      return new TokenIssued(
          stamp, person, id, token.scopes(), Optional.of(token.end(stamp.at())), Optional.of(seal));
    }
  }

  /** A person to be added, with the pseudonym, the salt of the name and the one-time link. */
  private record Member(String id, SetupFile.Member member, String salt, Secret link) {
    static Member of(SetupFile.Member member, Ids ids, SecureRandom random) {
      byte[] salt = new byte[32];
      random.nextBytes(salt);
      return new Member(
          ids.next('p'), member, HexFormat.of().formatHex(salt), Secret.random("", random));
    }

    String username() {
      return member.username();
    }

    private byte[] saltBytes() {
      return HexFormat.of().parseHex(salt);
    }

    List<Act> acts(Stamp stamp) {
      List<Act> acts = new ArrayList<>();
      acts.add(new PersonAdded(stamp, id, Commitment.of(saltBytes(), member.name())));
      member.roles().forEach(role -> acts.add(new RoleGiven(stamp, id, role)));
      member.teams().forEach(team -> acts.add(new TeamJoined(stamp, id, team)));
      return acts;
    }

    void store(JdbcClient db, long expires, RowSeals seals) {
      PeopleStore.name(db, id, member.username(), member.name(), saltBytes());
      PeopleStore.enrolment(db, PeopleStore.Enrolment.of(link, id, expires, seals));
    }
  }

  private static void show(Place place, Map<String, Member> members, List<Issued> tokens) {
    var links = new StringBuilder();
    members
        .values()
        .forEach(
            member ->
                links
                    .append(member.username())
                    .append('\t')
                    .append(place.address())
                    .append("/enrol/")
                    .append(member.link().text())
                    .append('\n'));
    var secrets = new StringBuilder();
    tokens.forEach(
        token ->
            secrets
                .append(token.token().person())
                .append('\t')
                .append(token.secret().text())
                .append('\n'));
    write(place.data().resolve("first-start-links.txt"), links.toString());
    write(place.data().resolve("first-start-tokens.txt"), secrets.toString());
  }

  private static void write(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be written.", e);
    }
  }
}
