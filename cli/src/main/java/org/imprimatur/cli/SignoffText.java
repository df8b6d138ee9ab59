// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.log.ExportedLog;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.replay.Finding;
import org.imprimatur.proof.replay.SignOffProof;
import org.imprimatur.proof.replay.SignOffProof.State;
import org.imprimatur.proof.signature.Enrolment;
import org.imprimatur.proof.signature.StatementCode;

/** What the verification of sign-offs came to, for programs and for people. */
record SignoffText(
    ExportedLog log,
    LogKey key,
    boolean keyGiven,
    List<SignOffProof> proofs,
    Optional<SignerName> signer) {
  /** Of several the worst: one that is refused refuses all. */
  State state() {
    List<State> states = proofs.stream().map(this::state).toList();
    if (states.contains(State.REFUSED)) {
      return State.REFUSED;
    }
    return states.contains(State.UNKNOWN) ? State.UNKNOWN : State.VERIFIED;
  }

  private State state(SignOffProof proof) {
    return name(proof).equals("other") ? State.REFUSED : proof.state();
  }

  /** Whether the commitment is that of the given name; without a name nothing can be said of it. */
  private String name(SignOffProof proof) {
    return signer
        .map(given -> proof.commitment().equals(Optional.of(given.commitment())))
        .map(same -> same ? "valid" : "other")
        .orElse("not-given");
  }

  Json.Obj json() {
    return Json.obj()
        .put("imprimatur", "signoff-verification/v1")
        .put("verified", state() == State.VERIFIED)
        .put("origin", log.checkpoint().origin())
        .put("entries", log.size())
        .put("root", log.checkpoint().root().base64())
        .put("logKey", key.vkey())
        .put("keyGiven", keyGiven)
        .put("signOffs", Json.array(proofs.stream().map(this::json).toList()))
        .build();
  }

  private Json json(SignOffProof proof) {
    SignoffGiven given = proof.given();
    Json.Builder json =
        Json.obj()
            .put("signOff", given.signoff())
            .put("state", word(state(proof)))
            .put("entry", proof.entry())
            .put("submission", given.submission())
            .put("person", given.by())
            .put("name", name(proof))
            .put("role", given.role())
            .put("meaning", given.meaning())
            .put("decision", given.decision())
            .put("at", given.at().toString())
            .put("method", given.method())
            .put("statement", given.statement().toString())
            .put("covers", digests(given))
            .put("findingsBefore", proof.elsewhere())
            .put("findings", Json.array(proof.against().stream().map(SignoffText::json).toList()));
    proof.commitment().ifPresent(digest -> json.put("commitment", digest.toString()));
    proof.statement().ifPresent(said -> json.put("code", StatementCode.of(said)));
    proof.opened().ifPresent(opened -> json.put("of", json(opened)));
    given.delegator().ifPresent(delegator -> json.put("delegator", delegator));
    proof.passkey().ifPresent(passkey -> json.put("passkey", json(passkey)));
    proof.withdrawn().ifPresent(at -> json.put("withdrawn", at.toString()));
    return json.build();
  }

  private static Json digests(SignoffGiven given) {
    Json.Builder covers = Json.obj();
    given.covers().forEach((name, digest) -> covers.put(name, digest.toString()));
    return covers.build();
  }

  private static Json json(SubmissionOpened opened) {
    return Json.obj()
        .put("model", opened.model())
        .put("version", opened.version())
        .put("gate", opened.gate())
        .put("manifest", opened.manifest().toString())
        .put("use", opened.use().toString())
        .put("policy", opened.policy().toString())
        .build();
  }

  private static Json json(PasskeyEnrolled passkey) {
    return Json.obj()
        .put("passkey", passkey.passkey())
        .put("enrolled", passkey.at().toString())
        .put("origin", passkey.origin())
        .put("authenticator", passkey.authenticator())
        .put("demo", demo(passkey))
        .build();
  }

  private static Json json(Finding finding) {
    return Json.obj()
        .put("entry", finding.entry())
        .put("code", finding.code())
        .put("sentence", finding.sentence())
        .build();
  }

  private static boolean demo(PasskeyEnrolled passkey) {
    return passkey.authenticator().equals(Enrolment.DEMO);
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    proofs.forEach(proof -> lines.addAll(lines(proof)));
    lines.add(
        "All of it is under the signed checkpoint of %s: %d entries, root %s."
            .formatted(log.checkpoint().origin(), log.size(), log.checkpoint().root().base64()));
    if (!keyGiven) {
      lines.add("The key is the log's own word: " + key.vkey());
      lines.add("Compare it with one that you have from elsewhere, or give that with --key.");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private List<String> lines(SignOffProof proof) {
    SignoffGiven given = proof.given();
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (state(proof)) {
              case VERIFIED -> "Verified: ";
              case REFUSED -> "Refused: ";
              case UNKNOWN -> "Could not be established: ";
            }
            + "sign-off %s of submission %d, entry %d"
                .formatted(given.signoff(), given.submission(), proof.entry()));
    lines.add(
        "- %s signed %s as %s%s: %s, at %s"
            .formatted(
                given.by(),
                given.meaning(),
                given.role(),
                given.delegator().map(by -> " for " + by).orElse(""),
                given.decision(),
                given.at()));
    proof.opened().ifPresent(opened -> lines.add(subject(opened)));
    proof
        .statement()
        .map(StatementCode::of)
        .ifPresent(code -> lines.add("- statement " + given.statement() + ", code " + code));
    lines.add("- covers " + covers(given));
    lines.add("- " + method(proof));
    lines.add("- " + nameSentence(proof));
    proof.withdrawn().ifPresent(at -> lines.add("- withdrawn at " + at + ": it counts no more"));
    proof.against().forEach(finding -> lines.add("- " + finding));
    if (proof.elsewhere() > 0) {
      lines.add(
          "- the log before it has %d findings; run imprimatur audit verify"
              .formatted(proof.elsewhere()));
    }
    return lines;
  }

  private static String subject(SubmissionOpened opened) {
    return "- of version %d of model %s at the gate %s, manifest %s"
        .formatted(opened.version(), opened.model(), opened.gate(), opened.manifest());
  }

  private static String covers(SignoffGiven given) {
    return String.join(
        ", ",
        given.covers().entrySet().stream()
            .map(cover -> cover.getKey() + " " + Words.brief(cover.getValue().toString()))
            .toList());
  }

  private static String method(SignOffProof proof) {
    if (proof.given().asserted().isEmpty()) {
      return "by password: that it was typed is the server's word, which the log holds it to";
    }
    return proof
        .passkey()
        .map(
            key ->
                "by passkey %s at %s, enrolled %s%s"
                    .formatted(
                        key.passkey(),
                        key.origin(),
                        key.at(),
                        demo(key) ? "; demo authenticator, no proof of a person" : ""))
        .orElse("by a passkey that is not known");
  }

  private String nameSentence(SignOffProof proof) {
    String commitment = proof.commitment().map(Digest::toString).orElse("none");
    return switch (name(proof)) {
      case "valid" -> "the name fits the commitment " + commitment;
      case "other" -> "the name is another than that of the commitment " + commitment;
      default -> "no name given; its commitment in the log is " + commitment;
    };
  }
}
