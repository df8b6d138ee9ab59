// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is there, as every change about people must know it, and one voice for what is refused. */
@Component
record Roster(Audit audit, Persons persons, Blobs blobs, Ids ids) {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{1,39}");

  Staff staff(JdbcClient db) {
    return persons.staff(db);
  }

  /** Somebody who is there; throws a refusal for a name that is not, or is no longer. */
  Person present(JdbcClient db, String username) {
    Person person =
        persons
            .byUsername(db, username)
            .orElseThrow(
                () -> refused("person.unknown", 404, "Nobody is called " + username + "."));
    if (person.gone()) {
      throw refused("person.gone", 409, person.shown() + " has left.");
    }
    return person;
  }

  /** The roles that the published policies ask to sign; an unreadable policy refuses. */
  Set<String> signingRoles(JdbcClient db) {
    Set<String> signing = new TreeSet<>();
    for (Act act : Entries.acts(db, "act:policy.published")) {
      if (act instanceof PolicyPublished published) {
        signing.addAll(signingRoles(published.policy()));
      }
    }
    return signing;
  }

  private Set<String> signingRoles(Digest policy) {
    return blobs
        .find(policy)
        .map(PolicyReader::read)
        .filter(Reading.Read.class::isInstance)
        .map(read -> ((Reading.Read) read).policy().signingRoles())
        .orElseThrow(
            () -> refused("policy.unreadable", 409, "The policy " + policy + " cannot be read."));
  }

  /** A role, a team or a qualification: a short lower-case word. */
  static String word(String what, String text) {
    String word = text.strip();
    if (!WORD.matcher(word).matches()) {
      throw refused(
          "people.word", 422, "A " + what + " is a short lower-case word, such as credit-risk.");
    }
    return word;
  }

  static RefusedException refused(String code, int status, String sentence) {
    return refused(code, status, sentence, "See the page People for who is there.");
  }

  static RefusedException refused(String code, int status, String sentence, String help) {
    return new RefusedException(new Refusal(code, status, sentence, List.of(), help));
  }
}
