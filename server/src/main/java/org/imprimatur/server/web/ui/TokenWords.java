// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.InstantSource;
import java.util.Collection;
import java.util.stream.Collectors;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Token;
import org.imprimatur.server.people.Tokens;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.springframework.stereotype.Component;

/** How pages speak of tokens. */
@Component
record TokenWords(Tokens tokens, Times times, InstantSource clock) {
  static String page(String id) {
    return "/tokens/" + id;
  }

  String until(Token token) {
    return token
        .expires()
        .map(end -> "the end of " + times.day(end.minusMillis(1)) + " (UTC)")
        .orElse("it is revoked");
  }

  Mark state(Token token) {
    return token.actsAt(clock.instant())
        ? Mark.SATISFIED.saying("Acts")
        : Mark.EXPIRED.saying("Has ended");
  }

  /** Whether what leaked still opens the door, and where to shut it. */
  Link afterCondemnation(String id) {
    return tokens.actsNow(id)
        ? new Link("The token still acts. Revoke it", page(id))
        : new Link("The token acts no more", page(id));
  }

  static String scopes(Collection<Permission> scopes) {
    return scopes.stream().sorted().map(Permission::word).collect(Collectors.joining(", "));
  }

  /** What a scope lets a program do, within what its person may. */
  static String words(Permission scope) {
    return switch (scope) {
      case READ -> "see what you see; nearly every command needs it";
      case PROPOSE -> "register models and versions, state uses, submit";
      case EXAMINE -> "register test sets";
      case ASSESS -> "confirm risk tiers, state further fields";
      case PROMOTE -> "promote what a gate lets through";
      case ROLL_BACK -> "go back to a version that its gate lets through again";
      case AUDIT -> "export the log, trace impacts and passkeys";
      case REPRODUCE -> "have evidence computed again";
      case DISCUSS -> "findings, challenges, comments, incidents";
      case ADMINISTER -> "people, teams, roles, one-time links, runners, tokens";
      case VOUCH -> "confirm runners and roles, as the second person";
      case PUBLISH -> "propose policies and working hours";
      case RUN -> "take the jobs of a runner and file its evidence";
      case REVIEW -> "hold, suspend, retire, ask for changes and waivers, condemn";
      case SIGNAL -> "send measurements and production data";
    };
  }
}
