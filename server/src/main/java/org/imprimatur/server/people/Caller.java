// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;

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
