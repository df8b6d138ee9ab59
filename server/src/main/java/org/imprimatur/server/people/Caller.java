// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who asks, and by which credential: a session on the pages or a token with its scopes. */
public record Caller(Person person, Credential credential) {
  /** How the caller was recognised. */
  public sealed interface Credential {
    /** A session of a signed-in person. */
    record Session(String hash) implements Credential {}

    /** A token, which may do less than its person. */
    record Token(String id, Set<Permission> scopes) implements Credential {
      public Token {
        scopes = Set.copyOf(scopes);
      }
    }
  }

  public String id() {
    return person.person();
  }

  /** The id of the token with which the caller asks; empty for a session. */
  public Optional<String> token() {
    return switch (credential) {
      case Credential.Session _ -> Optional.empty();
      case Credential.Token(var id, _) -> Optional.of(id);
    };
  }

  public Set<Permission> permissions() {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    permissions.addAll(person.permissions());
    switch (credential) {
      case Credential.Session _ -> {}
      case Credential.Token(_, var scopes) -> permissions.retainAll(scopes);
    }
    return permissions;
  }

  public boolean may(Permission permission) {
    return permissions().contains(permission);
  }

  /**
   * Whether the caller has the permission by a role that counts everywhere, or by one of these,
   * which count where it is used.
   */
  public boolean may(Permission permission, Set<String> rolesThere) {
    return may(permission)
        && Stream.concat(person.roles().stream(), rolesThere.stream())
            .anyMatch(role -> Permission.ofRole(role).contains(permission));
  }

  /** Throws a refusal where the caller has not the permission by a role that counts there. */
  public void needs(Permission permission, Set<String> rolesThere) {
    needs(permission);
    if (!may(permission, rolesThere)) {
      throw new RefusedException(
          new Refusal(
              "permission.missing",
              403,
              "This needs the permission " + permission.word() + " for this model.",
              List.of(person.shown() + " has a role that counts for other models alone."),
              "Ask an administrator for a role that counts for this model."));
    }
  }

  /**
   * The stamp of an act of the caller, in the transaction that records it; it names the token with
   * which it came. Whoever asked a moment ago may have left since, or have lost the token or the
   * role: then this throws a refusal.
   *
   * @param anyOf of which the caller must still have one; none where the act asks for none
   */
  public Stamp stamp(Moment moment, Permission... anyOf) {
    Caller now = now(moment);
    if (anyOf.length > 0) {
      now.needs(anyOf);
    }
    return moment.by(id(), token());
  }

  /** The same of an act that asks for a role which counts where the act is. */
  public Stamp stamp(Moment moment, Permission permission, Set<String> rolesThere) {
    now(moment).needs(permission, rolesThere);
    return moment.by(id(), token());
  }

  /** The caller as the records tell it now; a refusal where there is none any more. */
  public Caller now(Moment moment) {
    return now(moment.db(), moment.at());
  }

  /** The same where nothing is recorded. */
  public Caller now(JdbcClient db, Instant at) {
    boolean recognised =
        switch (credential) {
          case Credential.Session(var hash) ->
              SessionStore.person(db, hash, at.toEpochMilli()).filter(id()::equals).isPresent();
          case Credential.Token(var id, _) -> TokenStore.acts(db, id, id(), at);
        };
    return PeopleStore.byId(db, id())
        .map(one -> HeldRoles.of(db, one))
        .filter(one -> recognised && !one.gone())
        .map(one -> new Caller(one, credential))
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "caller.gone",
                        403,
                        "You have left, your session has ended, or your token was revoked or has"
                            + " ended before this was recorded.",
                        List.of(),
                        "Nothing was recorded. Sign in again, or ask an administrator for"
                            + " access.")));
  }

  /** Throws a refusal where the caller has none of these permissions. */
  public void needs(Permission... anyOf) {
    if (Arrays.stream(anyOf).noneMatch(this::may)) {
      String asked = String.join(" or ", Arrays.stream(anyOf).map(Permission::word).toList());
      throw new RefusedException(
          new Refusal(
              "permission.missing",
              403,
              "This needs the permission " + asked + ".",
              List.of(
                  "%s has: %s."
                      .formatted(
                          person.shown(),
                          String.join(
                              ", ", permissions().stream().map(Permission::word).toList()))),
              "Use a token with that scope, or ask an administrator for a role that gives it."));
    }
  }
}
