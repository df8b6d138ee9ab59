// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Tokens;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.AuditSheet;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The log, newest first, and each entry with the proof that it is in it. */
@Controller
final class AuditPage {
  private static final int PAGE = 100;
  private static final int AT_ONCE = 500;

  /** Among so many what is asked for is looked for at once; a link leads to those before. */
  private static final int MOST_LOOKED_AT = 20_000;

  private final Screens screens;
  private final Audit audit;
  private final Database database;
  private final Persons persons;
  private final Tokens tokens;
  private final Names names;
  private final ActWords words;

  AuditPage(
      Screens screens,
      Audit audit,
      Database database,
      Persons persons,
      Tokens tokens,
      Names names,
      ActWords words) {
    this.screens = screens;
    this.audit = audit;
    this.database = database;
    this.persons = persons;
    this.tokens = tokens;
    this.names = names;
    this.words = words;
  }

  @GetMapping("/audit")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String with,
      @RequestParam(defaultValue = "") String before) {
    long from = before.isEmpty() ? Long.MAX_VALUE : Parameters.number("before", before);
    var asked = new Asked(act, actor, with);
    Found found = found(asked, from);
    List<Entries.Entry> page = found.page();
    Link next = found.goesOn() ? new Link("Older entries", asked.before(found.until())) : null;
    var sheet =
        new AuditSheet(
            Words.count(audit.size()),
            Act.NAMES.stream()
                .map(name -> new AuditSheet.Choice(name, name, name.equals(act)))
                .toList(),
            actors(actor),
            with,
            table(page),
            audit.checkpoint(),
            next);
    return screens.show(request, Screens.Place.of("audit", "audit", "Audit log"), sheet);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * What is asked for; blank where nothing is.
   *
   * @param with the id of a token that an entry names
   */
  private record Asked(String act, String actor, String with) {
    String before(long position) {
      return "/audit?before=%d&act=%s&actor=%s&with=%s"
          .formatted(position, encoded(act), encoded(actor), encoded(with));
    }

    /** The rarest of them, by which the log is read. */
    Optional<String> mention() {
      if (!with.isEmpty()) {
        return Optional.of(with);
      }
      return act.isEmpty()
          ? Optional.of("by:" + actor).filter(_ -> !actor.isEmpty())
          : Optional.of("act:" + act);
    }

    boolean takes(Act entry) {
      return (act.isEmpty() || entry.name().equals(act))
          && (actor.isEmpty() || entry.by().equals(actor));
    }

    /** Signals are found by who sent them, and by no token. */
    boolean takesSignal(Act entry) {
      return entry instanceof SignalRecorded signal
          && signal.token().filter(with::equals).isPresent()
          && takes(entry);
    }
  }

  /**
   * Entries with a position.
   *
   * @param until the last position that was looked at
   * @param goesOn whether there may be more before it
   */
  private record Found(List<Entries.Entry> page, long until, boolean goesOn) {
    /** Both together, as far as both were looked through. */
    Found with(Found other) {
      long until = Math.max(goesOn ? this.until : 0, other.goesOn ? other.until : 0);
      List<Entries.Entry> both =
          Stream.concat(page.stream(), other.page.stream())
              .filter(entry -> entry.position() >= until)
              .sorted(Comparator.comparingLong(Entries.Entry::position).reversed())
              .toList();
      return both.size() > PAGE
          ? new Found(both.subList(0, PAGE), both.get(PAGE - 1).position(), true)
          : new Found(both, until, goesOn || other.goesOn);
    }
  }

  private Found found(Asked asked, long before) {
    Found named = found(asked.mention(), asked::takes, before);
    return tokens
        .find(asked.with())
        .map(token -> found(Optional.of("by:" + token.person()), asked::takesSignal, before))
        .map(named::with)
        .orElse(named);
  }

  /** A page of them, or as many as there are among those that are looked through. */
  private Found found(Optional<String> mention, Predicate<Act> takes, long before) {
    List<Entries.Entry> found = new ArrayList<>();
    long from = before;
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += AT_ONCE) {
      List<Entries.Entry> batch = Entries.before(database.reader(), from, mention, AT_ONCE);
      for (Entries.Entry entry : batch) {
        if (found.size() == PAGE) {
          return new Found(found, from, true);
        }
        from = entry.position();
        if (takes.test(entry.act())) {
          found.add(entry);
        }
      }
      if (batch.size() < AT_ONCE) {
        return new Found(found, from, false);
      }
    }
    return new Found(found, from, true);
  }

  private List<AuditSheet.Choice> actors(String chosen) {
    List<AuditSheet.Choice> actors = new ArrayList<>();
    actors.add(new AuditSheet.Choice("imprimatur", "Imprimatur", chosen.equals("imprimatur")));
    for (Person person : persons.all()) {
      actors.add(
          new AuditSheet.Choice(person.person(), person.shown(), person.person().equals(chosen)));
    }
    return actors;
  }

  private Table table(List<Entries.Entry> entries) {
    List<Table.Row> rows = new ArrayList<>();
    for (Entries.Entry entry : entries) {
      Act act = entry.act();
      rows.add(
          Table.Row.of(
              Cell.link(Words.count(entry.position()), "/audit/" + entry.position()),
              Cell.of(Times.seconds(act.at())),
              Cell.of(names.of(act.by())),
              Cell.of(words.said(act).words()),
              Cell.of(act.name())));
    }
    return new Table(
        "",
        List.of("Entry", "Time", "Actor", "What", "Act").stream()
            .map(word -> new Table.Head(word, false))
            .toList(),
        rows);
  }

  @GetMapping("/audit/{position}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable long position) {
    byte[] bytes =
        Entries.bytes(database.reader(), position)
            .orElseThrow(() -> new RefusedException(unknown(position)));
    Act act = Act.parse(bytes);
    String checkpoint = audit.checkpoint();
    String number = Words.count(position);
    var entry =
        new AuditSheet.Entry(
            number,
            act.name(),
            facts(act, bytes, caller),
            JsonText.laidOut(bytes),
            proof(position, checkpoint),
            checkpoint);
    return screens.show(
        request,
        Screens.Place.of(
            "entry",
            "audit",
            "Entry " + number,
            new Link("Audit log", "/audit"),
            Link.words("Entry " + number)),
        entry);
  }

  private List<Fact> facts(Act act, byte[] bytes, Caller caller) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Time", Times.seconds(act.at()) + " UTC"));
    facts.add(Fact.of("By", List.of(names.person(act.by(), act.by()))));
    facts.add(Fact.of("What", words.said(act).words()));
    facts.add(Fact.of("Digest", Code.of(Digest.of(bytes).toString())));
    if (ImpactWords.mayTrace(caller)) {
      facts.add(Fact.of("What rests on", ImpactWords.things(act)));
    }
    return facts;
  }

  /** The hashes that lead from the entry's leaf to the root of the checkpoint beside it. */
  private List<String> proof(long position, String checkpoint) {
    long size = Checkpoint.unverified(checkpoint).size();
    return MerkleProofs.inclusion(position, size, audit.leaves()).stream()
        .map(Hash::toString)
        .toList();
  }

  private static Refusal unknown(long position) {
    return new Refusal(
        "log.entry",
        404,
        "The log has no entry " + position + ".",
        List.of(),
        "Entries are counted from 0.");
  }
}
