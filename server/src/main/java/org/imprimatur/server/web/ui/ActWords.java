// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Locale;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.server.audit.Entries.Entry;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.web.ui.view.Happening;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Acts in words, with an icon and the page of the thing that they concern. */
@Component
record ActWords(
    Names names,
    Models models,
    Times times,
    PeopleWords people,
    ReviewActWords reviews,
    MonitoringActWords monitoring) {
  /** The look and the words of an act, without its actor. */
  record Said(String icon, String tone, Text words) {}

  Happening happening(Entry entry) {
    Said said = said(entry.act());
    return new Happening(
        said.icon(),
        said.tone(),
        names.of(entry.act().by()),
        said.words(),
        times.at(entry.act().at()),
        new Link("entry " + Words.count(entry.position()), "/audit/" + entry.position()));
  }

  Said said(Act act) {
    return switch (act) {
      case FoundingAct founding -> said(founding);
      case PeopleAct about -> people.said(about);
      case PolicyAct policy -> said(policy);
      case ModelAct model -> said(model);
      case RunnerAct runner -> said(runner);
      case SubmissionAct submission -> said(submission);
      case ReviewAct review -> reviews.said(review);
      case DecisionAct decision -> said(decision);
      case GateAct gate -> said(gate);
      case MonitoringAct about -> monitoring.said(about);
      case SeedAct about -> said(about);
      case SampleAct about -> SampleWords.said(about);
      case HoursAct _ ->
          new Said("clock", "mute", Text.of("stated the ").link("working hours", HoursPage.PAGE));
      case ImpactAct about -> said(about);
    };
  }

  private static Said said(FoundingAct act) {
    return switch (act) {
      case FoundingAct.LogOpened opened ->
          new Said("key", "mute", Text.of("opened the log " + opened.origin()));
      case FoundingAct.SetupApplied _ ->
          new Said("list-check", "mute", Text.of("applied the setup file"));
      case FoundingAct.ClockLeapt leapt -> new Said("clock", "warn", Text.of(said(leapt)));
    };
  }

  private static String said(FoundingAct.ClockLeapt leapt) {
    return "found that the clock had %s by %s: it read %s, not %s"
        .formatted(
            leapt.leap().isNegative() ? "been set back" : "leapt ahead",
            Lengths.of(leapt.leap().abs().toMillis()),
            leapt.read(),
            leapt.expected());
  }

  private static Said said(PolicyAct act) {
    return switch (act) {
      case PolicyAct.PolicyProposed proposed ->
          new Said(
              "scale",
              "mute",
              Text.of("proposed %s@%d".formatted(proposed.policyName(), proposed.number())));
      case PolicyAct.PolicyWatched watched ->
          new Said(
              "eye",
              "mute",
              Text.of("had a proposed policy watched, proposal ").code(watched.proposal()));
      case PolicyAct.PolicyDeclined _ ->
          new Said("circle-minus", "mute", Text.of("declined a proposed policy"));
      case PolicyAct.PolicyPublished policy ->
          new Said(
              "scale",
              "mute",
              Text.of("published ")
                  .link(
                      policy.policyName() + "@" + policy.number(),
                      "/policies/" + policy.policyName() + "/" + policy.number()));
    };
  }

  private Said said(SeedAct act) {
    return switch (act) {
      case SeedAct.SeedCommitted _ ->
          new Said("lock", "mute", Text.of("committed to a seeded case, or to none"));
      case SeedAct.SeedRevealed revealed ->
          revealed
              .bad()
              .map(
                  bad ->
                      new Said(
                          "alert-octagon",
                          "warn",
                          version(
                              Text.of("revealed as a seeded case: "), bad.model(), bad.version())))
              .orElse(new Said("lock", "mute", Text.of("revealed a commitment to no case")));
    };
  }

  private Said said(ImpactAct act) {
    return switch (act) {
      case ImpactAct.CauseCondemned one ->
          new Said(
              "flag",
              "bad",
              Text.of("condemned ")
                  .link(
                      names.in(ImpactWords.words(one)), ImpactWords.page(one.kind(), one.thing())));
      case ImpactAct.CondemnationLifted one ->
          new Said("flag", "ok", Text.of("lifted the condemnation " + one.condemnation()));
    };
  }

  private Said said(ModelAct act) {
    return switch (act) {
      case ModelAct.ModelRegistered model ->
          new Said("package", "mute", model(Text.of("registered "), model.model()));
      case ModelAct.ModelHanded handed ->
          new Said(
              "users",
              "mute",
              model(
                  Text.of("made ").strong(names.of(handed.owner())).then(" own "), handed.model()));
      case ModelAct.UseStated use ->
          new Said("pencil", "mute", model(Text.of("stated another use of "), use.model()));
      case ModelAct.EnvelopeStated envelope ->
          new Said(
              "pencil", "mute", model(Text.of("stated a change envelope for "), envelope.model()));
      case ModelAct.PromisesStated promises ->
          new Said("pencil", "mute", model(Text.of("stated promises for "), promises.model()));
      case ModelAct.RiskAnswered risk ->
          new Said(
              "stack-2",
              "mute",
              model(Text.of("answered the risk questions of "), risk.model())
                  .then(": %s tier by rule %s".formatted(risk.tier(), risk.rule())));
      case ModelAct.RiskConfirmed risk ->
          new Said(
              "stack-2",
              "ok",
              model(Text.of("settled the " + risk.tier() + " tier of "), risk.model()));
      case ModelAct.ExaminationRegistered exam ->
          new Said(
              "clipboard-check",
              "mute",
              model(Text.of("registered the examination of "), exam.model()));
      case ModelAct.VersionRegistered version ->
          new Said(
              "package",
              "mute",
              version(Text.of("registered "), version.model(), version.version())
                  .then(", cut-off " + version.cutoff()));
      case ModelAct.CardFiled card ->
          new Said(
              "file-text",
              "mute",
              version(Text.of("filed a model card of "), card.model(), card.version()));
      case FieldAct about -> said(about);
    };
  }

  private Said said(FieldAct act) {
    return switch (act) {
      case FieldAct.FieldStated stated ->
          new Said(
              "plus", "mute", Text.of("stated the field ").link(stated.field(), FieldsPage.PAGE));
      case FieldAct.FieldRetired retired ->
          new Said(
              "circle-minus",
              "mute",
              Text.of("retired the field ").link(retired.field(), FieldsPage.PAGE));
      case FieldAct.ValuesStated values -> {
        var named = new TreeSet<>(values.values().keySet());
        named.addAll(values.emptied());
        yield new Said(
            "pencil",
            "mute",
            model(Text.of("stated %s of ".formatted(String.join(", ", named))), values.model()));
      }
    };
  }

  private Said said(RunnerAct act) {
    String name = names.of(act.runner());
    return switch (act) {
      case RunnerAct.RunnerRegistered registered ->
          new Said(
              "robot",
              "mute",
              Text.of("registered ")
                  .strong(name)
                  .then(", for which " + names.of(registered.owner()) + " answers"));
      case RunnerAct.RunnerConfirmed _ ->
          new Said("robot", "ok", Text.of("confirmed ").strong(name));
      case RunnerAct.RunnerRevoked _ -> new Said("robot", "warn", Text.of("revoked ").strong(name));
    };
  }

  private Said said(SubmissionAct act) {
    return switch (act) {
      case SubmissionAct.SubmissionOpened opened ->
          new Said(
              "git-branch",
              "act",
              submission(
                  Text.of("submitted v" + opened.version() + " to " + opened.gate() + " as "),
                  opened.submission()));
      case SubmissionAct.SubmissionWithdrawn withdrawn ->
          new Said("x", "warn", submission(Text.of("withdrew "), withdrawn.submission()));
      case SubmissionAct.EvidenceRecorded evidence ->
          new Said(
              evidence.level().equals("supplied") ? "file-text" : "robot",
              "mute",
              submission(
                  Text.of("recorded " + evidence.item() + look(evidence) + " in "),
                  evidence.submission()));
      case SubmissionAct.EvidenceReproduced again ->
          new Said(
              "robot",
              again.equal() ? "ok" : "bad",
              submission(
                  Text.of(
                      "had " + again.item() + " computed again, " + Words.again(again) + ", in "),
                  again.submission()));
      case SubmissionAct.SignerRecused recused ->
          new Said(
              "circle-minus",
              "mute",
              submission(Text.of("stepped back from signing "), recused.submission()));
      case SubmissionAct.SignoffGiven given ->
          new Said(
              "fingerprint",
              Words.decision(given.decision()).tone(),
              submission(
                  Text.NOTHING
                      .strong(Words.decision(given.decision()).word().toLowerCase(Locale.ROOT))
                      .then(", as " + given.role() + behalf(given) + " in ")
                      .meaning(given.meaning())
                      .then(", on "),
                  given.submission()));
      case SubmissionAct.SignoffWithdrawn withdrawn ->
          new Said(
              "fingerprint",
              "warn",
              submission(Text.of("took a sign-off back on "), withdrawn.submission()));
    };
  }

  private String behalf(SubmissionAct.SignoffGiven given) {
    return given.delegator().map(delegator -> " for " + names.of(delegator)).orElse("");
  }

  private Said handed(DecisionAct.ConditionHanded to) {
    return new Said(
        "user",
        "act",
        submission(
            Text.of("made ")
                .strong(names.of(to.owner()))
                .then(" own condition " + to.condition() + " of "),
            to.submission()));
  }

  private Said said(DecisionAct act) {
    return switch (act) {
      case DecisionAct.SubmissionHeld _ ->
          new Said("hourglass", "warn", submission(Text.of("put on hold "), act.submission()));
      case DecisionAct.SubmissionResumed _ ->
          new Said("arrow-right", "ok", submission(Text.of("resumed "), act.submission()));
      case DecisionAct.ChangesRequested request ->
          new Said(
              "pencil",
              "warn",
              submission(
                  Text.of("asked as " + request.role() + " for changes to "), act.submission()));
      case DecisionAct.ChangesAnswered _ ->
          new Said(
              "pencil",
              "act",
              submission(Text.of("answered a request for changes to "), act.submission()));
      case DecisionAct.ConditionMet met ->
          new Said(
              "list-check",
              "act",
              submission(
                  Text.of("said that condition " + met.condition() + " is met, of "),
                  act.submission()));
      case DecisionAct.ConditionHanded to -> handed(to);
      case DecisionAct.ConditionConfirmed confirmed ->
          new Said(
              "list-check",
              "ok",
              submission(
                  Text.of("confirmed that condition " + confirmed.condition() + " is met, of "),
                  act.submission()));
      case DecisionAct.WaiverAsked asked ->
          new Said(
              "file-certificate",
              "warn",
              submission(
                  Text.of(
                      "asked to waive "
                          + asked.requirement()
                          + " until "
                          + asked.until()
                          + ", of "),
                  act.submission()));
      case DecisionAct.WaiverGranted _ ->
          new Said(
              "file-certificate",
              "warn",
              submission(Text.of("granted a waiver for "), act.submission()));
      case DecisionAct.BypassAsked _ -> brokenGlass(act.submission());
      case DecisionAct.WaiverEnded _ ->
          new Said(
              "file-certificate",
              "mute",
              submission(Text.of("ended a waiver of "), act.submission()));
    };
  }

  private Said brokenGlass(long submission) {
    return new Said(
        "bolt", "bypass", submission(Text.of("asked to break the glass for "), submission));
  }

  private static String look(SubmissionAct.EvidenceRecorded evidence) {
    return evidence.look().isPresent() ? " (look " + evidence.look().getAsLong() + ")" : "";
  }

  private Said said(GateAct act) {
    return switch (act) {
      case GateAct.VerdictGiven verdict ->
          verdict.passes()
              ? new Said(
                  "gavel",
                  "ok",
                  submission(Text.of("asked the gate, which passed "), verdict.submission()))
              : new Said(
                  "gavel",
                  "bad",
                  submission(Text.of("asked the gate, which refused "), verdict.submission()));
      case GateAct.VersionPromoted promoted ->
          new Said(
              "rocket",
              "ok",
              version(Text.of("promoted "), promoted.model(), promoted.version())
                  .then(" to " + promoted.to()));
      case GateAct.VersionBypassed past ->
          new Said(
              "bolt",
              "bypass",
              version(Text.of("took "), past.model(), past.version())
                  .then(" past the gate to %s by break-glass".formatted(past.move().to())));
      case GateAct.BypassReversed back ->
          new Said(
              "bolt",
              "mute",
              version(Text.of("rolled "), back.model(), back.version())
                  .then(" back to " + back.move().to()));
      case RollbackAct.VersionRestored back ->
          new Said(
              "refresh",
              "warn",
              version(Text.of("went back to "), back.model(), back.version())
                  .then(" in production"));
      case RollbackAct.RollbackRefused refused ->
          new Said(
              "gavel",
              "bad",
              version(Text.of("asked to go back to "), refused.model(), refused.version())
                  .then(", which the gate refused"));
      case GateAct.AttestationIssued issued ->
          new Said(
              "file-certificate",
              "ok",
              submission(Text.of("issued the attestation of "), issued.submission()));
    };
  }

  private Text model(Text before, String model) {
    String name = models.name(model);
    return before.link(name, "/models/" + name);
  }

  private Text version(Text before, String model, long version) {
    String name = models.name(model);
    return before.link(name + " v" + version, "/models/" + name + "/v" + version);
  }

  private static Text submission(Text before, long number) {
    return before.link("submission " + number, "/submissions/" + number);
  }
}
