// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.server.audit.Refusal;

/**
 * The setup file {@code setup/v1}: who is there when an empty server starts, what acts for them,
 * and the founding policies.
 */
record SetupFile(
    Optional<String> origin, List<Member> persons, List<Token> tokens, List<Founding> policies) {
  private static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9._-]{1,31}");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z0-9.-]{1,100}(/[A-Za-z0-9._-]{1,60})*");
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,2}");
  private static final int MOST_PERSONS = 10_000;
  private static final long MOST_DAYS = TokenIssued.LONGEST.toDays();

  record Member(String username, String name, List<String> roles, List<String> teams) {}

  /**
   * A token of the first start.
   *
   * @param days for how many days it acts
   */
  record Token(String person, List<String> scopes, long days) {
    /** When it ends: with a whole day, in UTC. */
    Instant end(Instant issued) {
      return issued
          .atZone(ZoneOffset.UTC)
          .toLocalDate()
          .plusDays(days)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    }
  }

  record Founding(Path file, boolean preset) {}

  /** Reads the document; throws {@link SetupException} with what to write instead. */
  static SetupFile read(SetupReader in, Path folder) {
    in.only(Set.of("imprimatur", "origin", "persons", "tokens", "policies"));
    if (!in.text("imprimatur").equals("setup/v1")) {
      throw new SetupException("setup.version", "The file must say imprimatur: setup/v1.");
    }
    Optional<String> origin = in.find("origin");
    origin.ifPresent(text -> matches(ORIGIN, text, "origin"));
    List<Member> persons = in.list("persons").stream().map(SetupFile::member).toList();
    List<Token> tokens = in.list("tokens").stream().map(SetupFile::token).toList();
    List<Founding> policies =
        in.list("policies").stream().map(policy -> founding(policy, folder)).toList();
    var setup = new SetupFile(origin, persons, tokens, policies);
    setup.check();
    return setup;
  }

  private static Member member(SetupReader in) {
    in.only(Set.of("username", "name", "roles", "teams"));
    String username = in.text("username");
    matches(USERNAME, username, in.at("username"));
    String name = in.text("name");
    refuse(ShownName.against(name), in.at("name"));
    List<String> roles = in.texts("roles");
    roles.forEach(role -> matches(WORD, role, in.at("roles")));
    List<String> teams = in.texts("teams");
    teams.forEach(team -> matches(WORD, team, in.at("teams")));
    return new Member(username, name, roles, teams);
  }

  private static void refuse(Optional<Refusal> refusal, String where) {
    refusal.ifPresent(
        why -> {
          throw new SetupException("setup.name", where + ": " + why.sentence() + " " + why.help());
        });
  }

  private static Token token(SetupReader in) {
    in.only(Set.of("person", "scopes", "days"));
    List<String> scopes = in.texts("scopes");
    for (String scope : scopes) {
      if (Permission.of(scope).isEmpty()) {
        throw new SetupException(
            "setup.scope", in.at("scopes") + ": there is no scope " + scope + ".");
      }
    }
    return new Token(
        in.text("person"), scopes, in.find("days").map(days -> days(in, days)).orElse(MOST_DAYS));
  }

  private static long days(SetupReader in, String written) {
    matches(DAYS, written, in.at("days"));
    long days = Long.parseLong(written);
    if (days > MOST_DAYS) {
      throw new SetupException(
          "setup.days", in.at("days") + ": a token acts for at most " + MOST_DAYS + " days.");
    }
    return days;
  }

  private static Founding founding(SetupReader in, Path folder) {
    in.only(Set.of("file", "default"));
    return new Founding(folder.resolve(in.text("file")).normalize(), in.flag("default"));
  }

  private static void matches(Pattern pattern, String text, String where) {
    if (!pattern.matcher(text).matches()) {
      throw new SetupException(
          "setup.word", where + ": " + text + " is not of the form " + pattern.pattern() + ".");
    }
  }

  private void check() {
    if (persons.isEmpty() || persons.size() > MOST_PERSONS) {
      throw new SetupException("setup.persons", "Name 1 to " + MOST_PERSONS + " persons.");
    }
    Set<String> usernames = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Member member : persons) {
      if (!usernames.add(member.username())) {
        throw new SetupException(
            "setup.twice", "The user name " + member.username() + " stands there twice.");
      }
      refuse(ShownName.against(member.name(), names), member.username());
      names.add(member.name());
    }
    for (Token token : tokens) {
      if (!usernames.contains(token.person())) {
        throw new SetupException("setup.token", "No person has the user name " + token.person());
      }
    }
    if (policies.stream().filter(Founding::preset).count() > 1) {
      throw new SetupException("setup.default", "Only one policy can be the default.");
    }
  }
}
