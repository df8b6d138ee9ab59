// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.BypassStatement;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.Proceedings;
import org.imprimatur.server.submissions.SeedGuard;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/**
 * Break-glass: one person asks, another confirms on the page within the hour, and the version
 * stands past its gate on a debt. No role is exempt from the gate; what happens here is recorded.
 */
@Component
public final class Emergencies {
  private static final int LONGEST_REASON = 4_000;
  private static final int LONGEST_INCIDENT = 200;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Ground ground;

  Emergencies(Audit audit, Database database, Blobs blobs, Ground ground) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.ground = ground;
  }

  /** What an emergency rests on. */
  @Component
  record Ground(
      Submissions submissions,
      Dockets dockets,
      SeedGuard seeds,
      Persons persons,
      Logins logins,
      Ids ids) {}

  /** A version past its gate, with when it came there and when it is suspended. */
  public record Debt(long submission, String model, long version, Instant at, Instant due) {
    public boolean isOverdue(Instant now) {
      return !now.isBefore(due);
    }
  }

  /** How many debts are open. */
  public long count() {
    return DebtStore.count(database.reader());
  }

  /** The open debts that are due first, up to so many. */
  public List<Debt> first(int most) {
    return DebtStore.first(database.reader(), most);
  }

  /** What break-glass would mean for a submission as it stands. */
  public static BypassRules rules(Standing standing) {
    return new BypassRules(standing.docket(), standing.input(), standing.verdict());
  }

  /** Asks; nothing moves by it. */
  public void ask(Caller caller, long number, String reason, String incident) {
    onPage(caller);
    Digest grounds =
        blobs.put(
            BypassStatement.grounds(
                words(reason, LONGEST_REASON), words(incident, LONGEST_INCIDENT)));
    String id = ground.ids().next('g');
    audit.record(
        moment -> {
          Open open = open(moment, caller, number);
          var act = new BypassAsked(open.stamp(), id, number, open.role(), grounds);
          List<Reason> against = open.rules().against(act);
          return against.isEmpty()
              ? Ruling.granted(act, number)
              : new Ruling.Refused<>(refusal(against));
        });
  }

  /**
   * Takes the version past its gate, as the second person, with the password again.
   *
   * @param asked the wish that was read
   * @param over the requirements that the page said would be passed over
   */
  public void confirm(
      Caller caller, long number, String asked, List<String> over, String password) {
    onPage(caller);
    ground.logins().again(caller, password);
    Optional<Long> seeded =
        audit.record(moment -> confirmed(moment, caller, number, new Read(asked, over)));
    if (seeded.isPresent()) {
      throw new RefusedException(SeedGuard.seeded(seeded.get()));
    }
  }

  private record Read(String asked, List<String> over) {}

  /** The version, where it turned out to be a seeded case and is revealed instead. */
  private Ruling<Optional<Long>> confirmed(Moment moment, Caller caller, long number, Read read) {
    Open open = open(moment, caller, number);
    BypassRules rules = open.rules();
    Optional<BypassAsked> asked =
        rules.pending().filter(wish -> wish.bypass().equals(read.asked()));
    Verdict bypassed = rules.bypassed(asked.map(BypassAsked::by).orElse(""), open.stamp().by());
    VersionBypassed unsigned = act(open, read.asked(), asked, bypassed, bypassed.digest());
    List<Reason> against = rules.against(unsigned);
    if (!against.isEmpty() || asked.isEmpty()) {
      return new Ruling.Refused<>(refusal(against));
    }
    if (!rules.passedOver().equals(read.over())) {
      return new Ruling.Refused<>(
          refusal(
              "bypass.moved",
              409,
              "Other requirements are open now than the page said.",
              List.of()));
    }
    List<Act> reveal = ground.seeds().reveal(moment, unsigned.model(), unsigned.version());
    if (!reveal.isEmpty()) {
      return new Ruling.Granted<>(reveal, Optional.of(unsigned.version()));
    }
    Digest commitment = ground.persons().commitment(moment.db(), caller.id());
    Digest statement =
        blobs.put(
            BypassStatement.of(
                rules, asked.get(), open.stamp(), open.role(), commitment, bypassed));
    blobs.put(bypassed.trace());
    return Ruling.granted(act(open, read.asked(), asked, bypassed, statement), Optional.empty());
  }

  private static VersionBypassed act(
      Open open, String id, Optional<BypassAsked> asked, Verdict bypassed, Digest statement) {
    var opened = open.rules().docket().opened();
    return new VersionBypassed(
        open.stamp(),
        id,
        opened.model(),
        opened.version(),
        opened.submission(),
        open.rules().move(),
        asked.map(BypassAsked::by).orElse(""),
        open.role(),
        open.rules().due(open.stamp().at()).orElse(open.stamp().at()),
        bypassed.digest(),
        statement);
  }

  /** Takes a bypassed version back to where it came from: it settles the debt and gives nothing. */
  public void rollBack(Caller caller, long number, String reason) {
    onPage(caller);
    Digest said = blobs.put(words(reason, LONGEST_REASON).getBytes(StandardCharsets.UTF_8));
    audit.record(
        moment -> {
          Open open = open(moment, caller, number);
          Optional<VersionBypassed> debt = open.rules().debt();
          if (debt.isEmpty()) {
            return new Ruling.Refused<Long>(
                refusal("bypass.settled", 409, "It owes nothing by break-glass.", List.of()));
          }
          var act =
              new BypassReversed(
                  open.stamp(),
                  debt.get().bypass(),
                  debt.get().model(),
                  debt.get().version(),
                  number,
                  debt.get().move().back(),
                  open.role(),
                  said);
          List<Reason> against = open.rules().against(act);
          return against.isEmpty()
              ? Ruling.granted(act, number)
              : new Ruling.Refused<>(refusal(against));
        });
  }

  /** A submission that is open at the moment, with who acts on it as what. */
  private record Open(BypassRules rules, Stamp stamp, String role) {}

  private Open open(Moment moment, Caller caller, long number) {
    Submission submission = ground.submissions().get(moment.db(), number);
    if (submission.status() != Submission.Status.OPEN) {
      throw new RefusedException(
          refusal("submission.closed", 409, "The submission has ended.", List.of()));
    }
    BypassRules rules = BypassRules.at(ground.dockets().read(moment.db(), submission), moment.at());
    Stamp stamp = Proceedings.reviewing(moment, caller, rules.docket());
    return new Open(rules, stamp, rules.roleOf(caller.id()).orElse(""));
  }

  private static void onPage(Caller caller) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal(
              "bypass.session",
              403,
              "People break the glass on the page; a token cannot.",
              List.of()));
    }
  }

  private static String words(String text, int longest) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > longest) {
      throw new RefusedException(
          refusal(
              "bypass.words",
              422,
              "A reason of up to %d characters and the reference of the incident, of up to %d, are needed."
                  .formatted(LONGEST_REASON, LONGEST_INCIDENT),
              List.of()));
    }
    return stripped;
  }

  private static Refusal refusal(List<Reason> against) {
    Reason first = against.getFirst();
    int status =
        switch (first.code()) {
          case "bypass.role", "bypass.hand", "bypass.same" -> 403;
          default -> 409;
        };
    return refusal(
        first.code(), status, first.sentence(), against.stream().map(Reason::sentence).toList());
  }

  private static Refusal refusal(String code, int status, String sentence, List<String> reasons) {
    return new Refusal(
        code, status, sentence, reasons, "Open the submission, and Break glass, to see who can.");
  }
}
