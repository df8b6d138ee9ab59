// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Seeds;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.SearchSheet.Hit;
import org.springframework.stereotype.Component;

/** What a person can do, by its words: first what waits for them, then what their roles allow. */
@Component
record Deeds(Asks asks, TurnItems items, Seeds seeds) {
  private static final List<Deed> DEEDS =
      List.of(
          new Deed("inbox", "Your turn", "/", Permission.READ),
          new Deed("fingerprint", "Enrol a passkey, change messages", "/account", Permission.READ),
          new Deed("eye", "Keyboard: list keys, switch them off", "/keys", Permission.READ),
          new Deed("bolt", "Break-glass debts", "/break-glass", Permission.READ),
          new Deed("heart-rate", "Monitoring of promises", "/monitoring", Permission.READ),
          new Deed(
              "calendar-due",
              "Calendar of approvals that end",
              "/monitoring/calendar",
              Permission.READ),
          new Deed("alert-octagon", "Incidents register", "/incidents", Permission.READ),
          new Deed("list-check", "Findings list", "/findings", Permission.READ),
          new Deed("file-certificate", "Waivers in force", "/waivers", Permission.READ),
          new Deed("chart-line", "Insights: where time goes", "/insights", Permission.READ),
          new Deed("clock", "Working hours and closed days", HoursPage.PAGE, Permission.READ),
          new Deed("key", "Audit log", "/audit", Permission.READ),
          new Deed("scale", "Propose a policy", "/policy-proposals/new", Permission.PUBLISH),
          new Deed("users", "People and roles: invite, confirm", "/people", Permission.READ),
          new Deed(
              "message", "Messages that were not delivered", "/messages", Permission.ADMINISTER));

  /** A page on which something can be done. */
  private record Deed(String icon, String words, String page, Permission needs) {
    Hit hit() {
      return new Hit(icon, new Link(words, page), "Page");
    }
  }

  /** Whatever holds each of the words; only what waits where there are none. */
  List<Hit> of(Caller caller, String looked, int most) {
    List<Hit> hits = new ArrayList<>();
    for (Ask ask : asks.of(caller)) {
      var item = items.item(ask, caller.id());
      if (holds(item.title().words(), looked) && hits.size() < most) {
        hits.add(
            new Hit(item.mark().icon(), item.title(), "Waits for you since " + item.since().at()));
      }
    }
    if (!looked.isEmpty()) {
      DEEDS.stream()
          .filter(deed -> caller.may(deed.needs()) && holds(deed.words(), looked))
          .map(Deed::hit)
          .forEach(hits::add);
      own(caller, looked).ifPresent(hits::add);
      seeded(caller, looked).ifPresent(hits::add);
      traced(caller, looked).ifPresent(hits::add);
    }
    return hits;
  }

  private static Optional<Hit> own(Caller caller, String looked) {
    String words = "Hand over while away, delegate a role";
    return caller
        .person()
        .username()
        .filter(_ -> holds(words, looked))
        .map(username -> new Hit("users", new Link(words, "/people/" + username), "Page"));
  }

  /** For others there is no such page. */
  private Optional<Hit> seeded(Caller caller, String looked) {
    return holds("Seeded cases", looked) && seeds.isSteward(caller)
        ? Optional.of(new Hit("lock", new Link("Seeded cases", "/seeds"), "Page"))
        : Optional.empty();
  }

  private static Optional<Hit> traced(Caller caller, String looked) {
    String words = "Impact: what rests on a file, check, passkey or person that turned out bad";
    return holds(words, looked) && ImpactWords.mayTrace(caller)
        ? Optional.of(new Hit("flag", new Link(words, "/impact"), "Page"))
        : Optional.empty();
  }

  private static boolean holds(String words, String looked) {
    String all = words.toLowerCase(Locale.ROOT);
    return Arrays.stream(looked.split("\\s+", -1)).allMatch(all::contains);
  }
}
