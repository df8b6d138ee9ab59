// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/** Whom a request means by the name that a person signs in with. */
@Component
record Usernames(Persons persons) {
  /** The pseudonym; a refusal where nobody signs in by this name. */
  String person(String username) {
    return persons
        .byUsername(username)
        .map(Person::person)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "person.unknown",
                        422,
                        "Nobody signs in as " + username + ".",
                        List.of(),
                        "Use the name that the person signs in with.")));
  }
}
