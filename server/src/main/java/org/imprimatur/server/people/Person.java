// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A person under a pseudonym.
 *
 * @param username how the person signs in; empty once erased
 * @param name the name that people read; empty once erased
 * @param roles what the person holds everywhere
 * @param elsewhere roles that count for some models alone; they let one read, and discuss, review
 *     and sign there
 * @param gone whether the person has left
 */
public record Person(
    String person,
    Optional<String> username,
    Optional<String> name,
    Set<String> roles,
    Set<String> elsewhere,
    boolean gone) {
  public Person(
      String person, Optional<String> username, Optional<String> name, Set<String> roles) {
    this(person, username, name, roles, Set.of(), false);
  }

  public Person {
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    elsewhere = Collections.unmodifiableSet(new TreeSet<>(elsewhere));
  }

  /** The name, or where it was erased the pseudonym. */
  public String shown() {
    return name.orElse(person);
  }

  public boolean holds(String role) {
    return roles.contains(role);
  }

  public Set<Permission> permissions() {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    roles.forEach(role -> permissions.addAll(Permission.ofRole(role)));
    Set<Permission> there = EnumSet.noneOf(Permission.class);
    elsewhere.forEach(role -> there.addAll(Permission.ofRole(role)));
    there.retainAll(Permission.WHERE_HELD);
    permissions.addAll(there);
    return permissions;
  }
}
