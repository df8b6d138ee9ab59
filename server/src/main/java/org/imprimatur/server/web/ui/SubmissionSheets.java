// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.review.Review;
import org.imprimatur.proof.signature.StatementCode;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Entries.Entry;
import org.imprimatur.server.checks.CheckRun;
import org.imprimatur.server.checks.Checks;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.Look;
import org.imprimatur.server.submissions.Looks;
import org.imprimatur.server.submissions.Submission.Status;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.EvidencePanel;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.SubmissionSheet;
import org.imprimatur.server.web.ui.view.SubmissionSheet.Rail;
import org.imprimatur.server.web.ui.view.SubmissionSheet.Seen;
import org.imprimatur.server.web.ui.view.SubmissionSheet.Signature;
import org.imprimatur.server.web.ui.view.SubmissionSheet.Stop;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the submission page together from its parts. */
@Component
record SubmissionSheets(
    Papers papers,
    Verdicts verdicts,
    RequirementRows rows,
    SubmissionBars bars,
    Names names,
    DiscussionPanels discussions) {
  private static final int NEWS = 4;

  /** How much of the history and of the comments is shown unless all is asked for. */
  private static final int LATEST = 20;

  /** What the papers are read from. */
  @Component
  record Papers(
      Database database,
      Blobs blobs,
      Checks checks,
      ActWords words,
      ModelSides sides,
      Looks looks,
      SinceSigned sinceSigned,
      SinceLooked sinceLooked,
      SinceApproved sinceApproved,
      EnvelopeSheets envelopes,
      IncidentSides incidents,
      WatchedSheets watched,
      Times times) {}

  /**
   * How the reader asked for the page.
   *
   * @param evidenceClass the class that is shown
   * @param only whether they asked for what changed alone
   * @param pin the digests of the link that they followed, if any
   * @param all whether they asked for all that was said and happened, and not for the last of it
   */
  record Asked(String evidenceClass, boolean only, String pin, boolean all) {
    /** Where all of it is shown, or nowhere where nothing is left out. */
    @Nullable Link earlier(Standing standing, int left, String place) {
      return left == 0
          ? null
          : new Link(
              Words.count(left) + " earlier",
              "/submissions/%d?class=%s&earlier=all#%s"
                  .formatted(standing.submission().number(), evidenceClass, place));
    }

    /** How many of so many are shown. */
    int shown(int of) {
      return all ? of : Math.min(LATEST, of);
    }
  }

  SubmissionSheet sheet(
      Standing standing, Model model, Caller caller, EvidencePanel panel, Asked asked) {
    String evidenceClass = asked.evidenceClass();
    SubmissionOpened opened = standing.submission().opened();
    String policy = papers.sides().policy(opened.policy()).plain();
    var head =
        new SubmissionSheet.Head(
            "%s gate for %s v%d"
                .formatted(Words.capital(opened.gate()), model.name(), opened.version()),
            Tier.of(standing.input().subject().tier()),
            names.person(opened.by(), ""),
            "opened " + papers.times().at(opened.at()),
            "/submissions/%d/decisions".formatted(opened.submission()));
    List<Entry> entries =
        Entries.mentioning(papers.database().reader(), "submission:" + opened.submission())
            .reversed();
    Map<String, Look> looks = papers.looks().of(caller, opened.submission());
    return new SubmissionSheet(
        head,
        verdicts.verdict(standing, caller, news(entries, caller, looks)),
        rails(standing, caller, asked, looks),
        panel,
        rows.rows(standing, caller),
        new SubmissionSheet.Papers(
            signatures(standing, model, caller),
            EnvelopeSheets.unsigned(standing),
            ManifestPage.address(standing.submission().number()),
            pinned(standing, model),
            Stream.of(
                    papers.watched().table(standing).stream(),
                    papers.incidents().lessons(model).stream(),
                    tables(standing, model).stream())
                .flatMap(tables -> tables)
                .toList(),
            history(standing, entries, asked)),
        bars.bar(standing, caller, policy),
        opening(standing, evidenceClass),
        discussions.panel(
            standing,
            caller,
            asked,
            Review.of(entries.reversed().stream().map(Entry::act).toList())),
        papers.sinceLooked().changes(standing, evidenceClass, looks, asked.only()),
        Pin.read(standing, asked.pin(), evidenceClass));
  }

  private SubmissionSheet.History history(Standing standing, List<Entry> entries, Asked asked) {
    int shown = asked.shown(entries.size());
    return new SubmissionSheet.History(
        entries.subList(0, shown).stream().map(papers.words()::happening).toList(),
        asked.earlier(standing, entries.size() - shown, "history"));
  }

  private static SubmissionSheet.Opening opening(Standing standing, String evidenceClass) {
    Digest digest = standing.input().dossier().digests().get(evidenceClass);
    return new SubmissionSheet.Opening(
        "/submissions/%d/looks".formatted(standing.submission().number()),
        evidenceClass,
        digest == null ? "" : digest.toString());
  }

  /** What others did since the reader looked; where nobody looked before, what happened last. */
  private SubmissionSheet.News news(List<Entry> entries, Caller caller, Map<String, Look> looks) {
    Optional<Look> last = Looks.newest(looks);
    List<Entry> lately =
        entries.stream()
            .filter(entry -> last.isEmpty() || entry.act().at().isAfter(last.get().at()))
            .filter(entry -> last.isEmpty() || !entry.act().by().equals(caller.id()))
            .toList();
    // Only what is shown is put into words, which takes longer than finding it.
    List<Text> shown =
        lately.stream()
            .map(papers.words()::happening)
            .filter(one -> last.isPresent() || !one.icon().equals("robot"))
            .limit(NEWS)
            .map(one -> Text.of(one.actor() + " " + one.what().plain()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (last.isPresent() && lately.size() > NEWS) {
      shown.add(Text.of((lately.size() - NEWS) + " more in the history"));
    }
    return new SubmissionSheet.News(last.isPresent() ? "Since you looked" : "Lately", shown);
  }

  private List<Rail> rails(Standing standing, Caller caller, Asked page, Map<String, Look> looks) {
    String current = page.evidenceClass();
    var classes = new Classes(standing);
    List<String> own = new ArrayList<>();
    for (Requirement.SignOff asked : classes.free(caller)) {
      classes.covered(asked).stream().filter(name -> !own.contains(name)).forEach(own::add);
    }
    List<String> others =
        new ArrayList<>(classes.all().stream().filter(name -> !own.contains(name)).toList());
    if (page.only()) {
      own.removeIf(name -> !SinceLooked.changed(standing, name, looks));
      others.removeIf(name -> !SinceLooked.changed(standing, name, looks));
    }
    List<CheckRun> runs = papers.checks().of(standing.submission().number());
    List<Rail> rails = new ArrayList<>();
    if (!own.isEmpty()) {
      rails.add(new Rail("You sign for", true, stops(classes, own, current, runs, looks)));
    }
    if (!others.isEmpty()) {
      String heading = own.isEmpty() ? "In the dossier" : "Also in the dossier";
      rails.add(new Rail(heading, false, stops(classes, others, current, runs, looks)));
    }
    return rails;
  }

  private static List<Stop> stops(
      Classes classes,
      List<String> names,
      String current,
      List<CheckRun> runs,
      Map<String, Look> looks) {
    List<Stop> stops = new ArrayList<>();
    for (String name : names) {
      stops.add(
          new Stop(
              classes.mark(name),
              new Link(Words.capital(name), "?class=" + name),
              name.equals(current),
              note(classes, name, runs),
              seen(classes, name, looks)));
    }
    return stops;
  }

  private static Seen seen(Classes classes, String name, Map<String, Look> looks) {
    Look look = looks.get(name);
    if (look == null) {
      return Seen.NEVER;
    }
    Digest now = classes.standing().input().dossier().digests().get(name);
    return look.digest().equals(now) ? Seen.OPENED : Seen.CHANGED;
  }

  private static String note(Classes classes, String name, List<CheckRun> runs) {
    for (CheckRun run : runs) {
      if (!run.state().isOver()
          && (run.check().startsWith(name + "/") || run.check().startsWith(name + "."))) {
        return run.state() == CheckRun.State.RUNNING ? "computing" : "waiting";
      }
    }
    return classes.supplied(name) > 0 ? classes.supplied(name) + " supplied" : "";
  }

  private List<Signature> signatures(Standing standing, Model model, Caller caller) {
    List<Signature> signatures = new ArrayList<>();
    boolean open = standing.submission().status() == Status.OPEN;
    for (SignoffGiven given : standing.submission().signOffs().reversed()) {
      boolean own = open && given.by().equals(caller.id());
      signatures.add(
          new Signature(
              names.person(given.by(), given.role() + behalf(given)),
              given.meaning(),
              Words.decision(given.decision()),
              papers.times().at(given.at()),
              StatementCode.of(papers.blobs().document(given.statement())),
              Code.of(given.statement().toString()),
              lapsed(standing, given),
              papers.sinceSigned().table(standing, given).orElse(null),
              carried(standing, model, given),
              opinion(given.opinion()),
              own
                  ? "/submissions/%d/sign-offs/%s/withdrawal"
                      .formatted(given.submission(), given.signoff())
                  : ""));
    }
    return signatures;
  }

  private String behalf(SignoffGiven given) {
    return given.delegator().map(delegator -> " for " + names.of(delegator)).orElse("");
  }

  /** What it covers that has changed since, while the submission is open; else empty. */
  static String lapsed(Standing standing, SignoffGiven given) {
    Map<String, Digest> now = standing.input().dossier().digests();
    List<String> changed = new ArrayList<>();
    for (String name : SinceSigned.lapsed(standing, given)) {
      String was = Optional.ofNullable(given.covers().get(name)).map(Digest::brief).orElse("–");
      String is = Optional.ofNullable(now.get(name)).map(Digest::brief).orElse("gone");
      changed.add("%s was %s and is %s".formatted(name, was, is));
    }
    return changed.isEmpty() ? "" : "Lapsed: " + String.join(", ", changed) + ".";
  }

  /** That it counts although the dossier changed after it; else empty. */
  private static String carried(Standing standing, Model model, SignoffGiven given) {
    boolean open = standing.submission().status() == Status.OPEN;
    boolean counts =
        Gate.counted(standing.input()).values().stream()
            .anyMatch(counted -> counted.contains(given.signoff()));
    if (!open || !counts) {
      return "";
    }
    Stream<Instant> evidence = standing.submission().evidence().stream().map(Act::at);
    Stream<Instant> card =
        model.find(standing.submission().opened().version()).flatMap(Version::filed).stream()
            .map(Act::at);
    return Stream.concat(evidence, card).anyMatch(at -> at.isAfter(given.at()))
        ? "Carried over: %s did not change."
            .formatted(Words.list(given.covers().keySet().stream().sorted().toList()))
        : "";
  }

  private String opinion(Optional<Digest> opinion) {
    return opinion
        .flatMap(papers.blobs()::find)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private List<Fact> pinned(Standing standing, Model model) {
    SubmissionOpened opened = standing.submission().opened();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Policy", papers.sides().policy(opened.policy())));
    facts.add(Fact.of("Manifest", Code.of(opened.manifest().toString())));
    facts.add(Fact.of("Cut-off", standing.docket().model().cutoff()));
    facts.add(
        Fact.of(
            "Card",
            Text.NOTHING.link("Read the card", CardPage.address(model.name(), opened.version()))));
    facts.add(Fact.of("Use", Code.of(opened.use().toString())));
    facts.add(Fact.of("Risk", Code.of(opened.risk().toString())));
    opened.examination().ifPresent(d -> facts.add(Fact.of("Examination", Code.of(d.toString()))));
    opened.promises().ifPresent(d -> facts.add(Fact.of("Promises", Code.of(d.toString()))));
    opened.envelope().ifPresent(d -> facts.add(Fact.of("Envelope", Code.of(d.toString()))));
    opened
        .under()
        .ifPresent(
            under ->
                facts.add(
                    Fact.of(
                        "Under envelope",
                        Text.NOTHING.link("of submission " + under, "/submissions/" + under))));
    facts.add(Fact.of("Trace", Code.of(standing.verdict().digest().toString())));
    facts.add(Fact.of("Revision", Words.count(standing.submission().revision())));
    standing
        .submission()
        .ending()
        .attestation()
        .ifPresent(
            issued -> facts.add(Fact.of("Attestation", Verdicts.downloads(Text.NOTHING, issued))));
    return facts;
  }

  /** What a revalidation rests on stands first. */
  private List<Table> tables(Standing standing, Model model) {
    List<Table> tables = new ArrayList<>();
    papers.envelopes().members(standing).ifPresent(tables::add);
    papers.sinceApproved().table(model, standing.submission()).ifPresent(tables::add);
    tables.addAll(supplied(standing));
    return tables;
  }

  /** What the proposer brought along: shown with its level, and it satisfies nothing. */
  private static List<Table> supplied(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    standing
        .input()
        .dossier()
        .classes()
        .forEach(
            (name, items) ->
                items.forEach(
                    (item, filed) -> {
                      if (item.startsWith(Dossier.SUPPLIED)) {
                        rows.add(row(name, item, filed));
                      }
                    }));
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                "Supplied by the proposer",
                List.of("File", "Class", "Digest", "Counts").stream()
                    .map(words -> new Table.Head(words, false))
                    .toList(),
                rows));
  }

  private static Table.Row row(String name, String item, Dossier.Item filed) {
    return Table.Row.of(
        Cell.of(item.substring(Dossier.SUPPLIED.length())),
        Cell.of(Words.capital(name)),
        Cell.digest(Code.of(filed.digest().toString())),
        Cell.state(Mark.NOT_JUDGED.saying("satisfies nothing")));
  }

  /** When something happened last. */
  static Instant latest(Standing standing) {
    Instant latest = standing.submission().opened().at();
    for (var act : standing.submission().evidence()) {
      latest = act.at().isAfter(latest) ? act.at() : latest;
    }
    for (var act : standing.submission().signOffs()) {
      latest = act.at().isAfter(latest) ? act.at() : latest;
    }
    return latest;
  }
}
