// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.imprimatur.server.messages.Kind;
import org.imprimatur.server.messages.MailChoices;
import org.imprimatur.server.messages.Messages;
import org.imprimatur.server.messages.Queued;
import org.imprimatur.server.messages.Queued.State;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.MessagesSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Messages for whoever keeps them going, and a person's own choice of them. */
@Controller
final class MessagesPage {
  private static final int MOST = 100;
  private static final String COMMANDS =
      """
      # messages.yaml
      imprimatur: messages/v1
      mail: {host: smtp.example.org, from: imprimatur@example.org, username: imprimatur, password-file: smtp-password}

      bin/serve --data DIR --messages messages.yaml\
      """;

  private final Screens screens;
  private final Messages messages;
  private final MailChoices choices;
  private final Names names;
  private final Times times;

  MessagesPage(Screens screens, Messages messages, MailChoices choices, Names names, Times times) {
    this.screens = screens;
    this.messages = messages;
    this.choices = choices;
    this.names = names;
    this.times = times;
  }

  @GetMapping("/messages")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, @RequestParam(defaultValue = "dead") String state) {
    State chosen =
        views().keySet().stream()
            .filter(one -> word(one).equals(state))
            .findFirst()
            .orElse(State.DEAD);
    List<Messages.Target> targets = messages.targets();
    List<Queued> found = messages.list(chosen, MOST + 1);
    long dead = messages.count(State.DEAD);
    var sheet =
        new MessagesSheet(
            mark(targets, dead),
            sentence(targets, dead),
            table(targets),
            targets.isEmpty() ? COMMANDS : "",
            tabs(chosen),
            found.stream().limit(MOST).map(this::row).toList(),
            found.size() > MOST ? "These are the newest %d.".formatted(MOST) : "",
            chosen == State.DEAD && dead > 1);
    return screens.show(
        request, Screens.Place.of("messages", "", "Messages", new Link("Messages", "")), sheet);
  }

  @PostMapping("/messages/{id}/retry")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> retry(Caller caller, @PathVariable String id) {
    messages.retry(caller, id);
    return Screens.go("/messages?state=waiting");
  }

  @PostMapping("/messages/retry")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> retryAll(Caller caller) {
    messages.retryAll(caller);
    return Screens.go("/messages?state=waiting");
  }

  @PostMapping("/account/mail")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> choose(
      Caller caller,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String how) {
    choices.choose(caller, address, how);
    return Screens.go("/account");
  }

  private static Mark mark(List<Messages.Target> targets, long dead) {
    if (targets.isEmpty()) {
      return new Mark("Off", "circle-minus", "mute");
    }
    return dead > 0
        ? new Mark("Not all arrive", "circle-x", "bad")
        : new Mark("On", "circle-check", "ok");
  }

  private static String sentence(List<Messages.Target> targets, long dead) {
    if (targets.isEmpty()) {
      return "This server writes to nobody. What waits for a person stands in Your turn alone.";
    }
    return dead > 0
        ? Words.counted(dead, "message")
            + " could not be delivered. Mend the cause, then send again."
        : "Each is told of what waits for them, once, and of nothing else.";
  }

  private static Table table(List<Messages.Target> targets) {
    return new Table(
        "Where messages go",
        List.of(
            new Table.Head("Name", false),
            new Table.Head("Through", false),
            new Table.Head("Tells", false)),
        targets.stream()
            .map(
                target ->
                    Table.Row.of(
                        Table.Cell.of(target.name()),
                        Table.Cell.of(target.through()),
                        Table.Cell.of(target.tells())))
            .toList());
  }

  private static Map<State, String> views() {
    Map<State, String> views = new LinkedHashMap<>();
    views.put(State.DEAD, "Dead");
    views.put(State.WAITING, "Waiting");
    views.put(State.KEPT, "For the digest");
    views.put(State.SENT, "Sent");
    views.put(State.DROPPED, "Over before they went");
    return views;
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private List<Listing.Tab> tabs(State chosen) {
    List<Listing.Tab> tabs = new ArrayList<>();
    views()
        .forEach(
            (state, words) ->
                tabs.add(
                    new Listing.Tab(
                        words,
                        "/messages?state=" + word(state),
                        Long.toString(messages.count(state)),
                        state == chosen)));
    return tabs;
  }

  private MessagesSheet.Row row(Queued one) {
    State state = one.tries().state();
    boolean waits = state == State.WAITING;
    return new MessagesSheet.Row(
        new Link(said(one), one.matter().path()),
        one.matter().thing().words(),
        Messages.person(one).map(names::of).orElse(one.recipient()),
        mark(state),
        one.tries().attempts(),
        (waits ? "next try " : "") + times.at(one.next()),
        one.tries().error(),
        state == State.DEAD ? "/messages/" + one.id() + "/retry" : "");
  }

  private static String said(Queued one) {
    Kind kind = one.matter().kind();
    return Messages.person(one).isPresent() ? kind.toPerson() : kind.toChannel();
  }

  private static Mark mark(State state) {
    return switch (state) {
      case WAITING -> new Mark("Waiting", "hourglass", "wait");
      case KEPT -> new Mark("For the digest", "inbox", "wait");
      case SENT -> new Mark("Sent", "circle-check", "ok");
      case DROPPED -> new Mark("Over", "circle-minus", "mute");
      case DEAD -> new Mark("Dead", "circle-x", "bad");
    };
  }
}
