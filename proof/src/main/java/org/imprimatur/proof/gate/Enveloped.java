// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.List;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;

/**
 * Whether a retrain is inside the change envelope that it was submitted under, member by member.
 *
 * @param submission the one that people signed the envelope with
 */
public record Enveloped(long submission, List<Member> members) {
  public Enveloped {
    members = List.copyOf(members);
  }

  /** One thing that an envelope says, and how the retrain stands to it. */
  public record Member(String name, Outcome outcome, List<Reason> reasons) {
    public Member {
      reasons = List.copyOf(reasons);
    }

    static Member of(String name, Judgement judgement) {
      return new Member(name, judgement.outcome(), judgement.reasons());
    }

    private Json toJson() {
      return Json.obj()
          .put("member", name)
          .put("outcome", outcome.word())
          .put("reasons", Json.array(reasons.stream().map(Reason::toJson).toList()))
          .build();
    }

    private static Member read(Json.Obj traced) {
      return new Member(
          traced.string("member"),
          Outcome.of(traced.string("outcome")),
          Reason.read(traced.array("reasons")));
    }
  }

  /** Only what is wholly inside is; what cannot be told is outside. */
  public boolean inside() {
    return !members.isEmpty() && outside().isEmpty();
  }

  public List<Member> outside() {
    return members.stream().filter(member -> member.outcome() != Outcome.WITHIN).toList();
  }

  Json toJson() {
    return Json.obj()
        .put("submission", submission)
        .put("inside", inside())
        .put("members", Json.array(members.stream().map(Member::toJson).toList()))
        .build();
  }

  static Enveloped read(Json.Obj traced) {
    return new Enveloped(
        traced.integer("submission"),
        traced.array("members").values().stream()
            .map(member -> Member.read((Json.Obj) member))
            .toList());
  }
}
