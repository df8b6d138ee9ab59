// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/** Documents of the proposer's own, filed beside what is computed. */
@Component
public final class SuppliedEvidence {
  /** What can be supplied: the risk is answered, never handed in. */
  private static final List<String> SUPPLIED =
      EvidenceClasses.ALL.stream().filter(name -> !name.equals("risk")).sorted().toList();

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Audit audit;
  private final Blobs blobs;
  private final Submissions submissions;

  SuppliedEvidence(Audit audit, Blobs blobs, Submissions submissions) {
    this.audit = audit;
    this.blobs = blobs;
    this.submissions = submissions;
  }

  /**
   * Files a document of the proposer's own. It is shown with its level and satisfies nothing;
   * whoever supplies it contributes to the version.
   */
  public Submission supply(Caller caller, long number, Supplied supplied) {
    caller.needs(Permission.PROPOSE);
    if (!SUPPLIED.contains(supplied.evidenceClass()) || !FILE.matcher(supplied.name()).matches()) {
      throw new RefusedException(
          Submissions.refusal(
              "evidence.name",
              422,
              "The evidence cannot be filed as %s/%s."
                  .formatted(supplied.evidenceClass(), supplied.name()),
              List.of("Classes: " + String.join(", ", SUPPLIED) + ".")));
    }
    if (!blobs.has(supplied.content())) {
      throw new RefusedException(
          Submissions.refusal("evidence.missing", 422, "The file was not uploaded.", List.of()));
    }
    contradicted(supplied.content())
        .ifPresent(
            reason -> {
              throw new RefusedException(
                  Submissions.refusal(
                      "evidence.metrics",
                      422,
                      "The evidence states metrics that its tables do not give.",
                      List.of(reason)));
            });
    Digest note = blobs.put(supplied.note());
    audit.record(
        moment -> {
          Submission submission = submissions.get(moment.db(), number);
          if (submission.status() != Submission.Status.OPEN) {
            return new Ruling.Refused<>(
                Submissions.refusal(
                    "submission.closed", 409, "Submission " + number + " has ended.", List.of()));
          }
          return Ruling.granted(
              new EvidenceRecorded(
                  caller.stamp(moment, Permission.PROPOSE),
                  number,
                  submission.revision() + 1,
                  supplied.evidenceClass(),
                  Dossier.SUPPLIED + supplied.name(),
                  note,
                  List.of(submission.opened().manifest(), supplied.content()),
                  Policy.Level.SUPPLIED.word(),
                  OptionalLong.empty(),
                  Optional.empty()),
              number);
        });
    return submissions.get(number);
  }

  /** Why a file that calls itself evidence contradicts itself; whatever else it is may be shown. */
  private Optional<String> contradicted(Digest content) {
    try {
      return blobs
          .find(content)
          .map(bytes -> Derivation.of(Json.parse(bytes)))
          .filter(Derivation.Differs.class::isInstance)
          .map(derivation -> ((Derivation.Differs) derivation).first().sentence() + ".");
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  /** A file of the proposer: its class, its name and its digest. */
  public record Supplied(String evidenceClass, String name, Digest content) {
    Json.Obj note() {
      return Json.obj()
          .put("imprimatur", "supplied/v1")
          .put("class", evidenceClass)
          .put("name", name)
          .put("content", content.toString())
          .put("outcome", "supplied")
          .build();
    }
  }
}
