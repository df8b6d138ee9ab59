// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.EnvelopeStated;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;

/**
 * Finds how a submission rests on what came with a token: whoever else had it could have sent that.
 * Nobody signs with a token, so no sign-off is among it.
 */
final class TokenLinks {
  private TokenLinks() {}

  /** The submission itself and what it pins, its tier, its waivers and its evidence. */
  static List<Link> of(Basis basis, Cause cause) {
    List<Link> links = new ArrayList<>();
    String with = with(cause);
    long number = basis.opened().submission();
    if (cause.brought(basis.opened())) {
      links.add(new Link.OfSubmission(number, "was opened" + with));
    }
    for (Act act : basis.made().stated()) {
      if (cause.brought(act)) {
        links.add(new Link.OfSubmission(number, "pins " + what(act) + with));
      }
    }
    basis.confirmed().filter(cause::brought).ifPresent(one -> links.add(new Link.OfRisk(one)));
    for (Basis.Granted waiver : basis.waivers()) {
      if (cause.brought(waiver.asked())) {
        links.add(new Link.OfWaiver(waiver.asked(), "asked for" + with));
      } else if (cause.brought(waiver.granted())) {
        links.add(new Link.OfWaiver(waiver.asked(), "granted" + with));
      }
    }
    return links;
  }

  private static String with(Cause cause) {
    return " with the token " + cause.thing();
  }

  private static String what(Act act) {
    return switch (act) {
      case ModelRegistered _, UseStated _ -> "the use that was stated";
      case PromisesStated _ -> "the promises that were stated";
      case EnvelopeStated _ -> "the change envelope that was stated";
      case RiskAnswered _ -> "the risk questions that were answered";
      case Act _ -> "what was stated";
    };
  }

  /** How an item of the dossier came with it, or the test set on which it was computed. */
  static Optional<String> how(
      EvidenceRecorded evidence, Optional<ExaminationRegistered> examination, Cause cause) {
    if (cause.brought(evidence)) {
      return Optional.of("was filed" + with(cause));
    }
    return examination
        .filter(cause::brought)
        .map(_ -> "was computed on the test set that was registered" + with(cause));
  }

  /** How a version came with it, or the card that it has. */
  static Optional<String> how(VersionRegistered version, Optional<CardFiled> card, Cause cause) {
    if (cause.brought(version)) {
      return Optional.of("was registered" + with(cause));
    }
    return card.filter(cause::brought).map(_ -> "has a model card that was filed" + with(cause));
  }
}
