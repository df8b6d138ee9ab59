// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Locale;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SampleAct.SampleAnswered;
import org.imprimatur.proof.act.SampleAct.SampleClosed;
import org.imprimatur.proof.act.SampleAct.SampleDrawn;
import org.imprimatur.proof.sample.Sample;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;

/** Audit samples in words. */
final class SampleWords {
  static final Mark OPEN = new Mark("Open", "hourglass", "wait");
  static final Mark CLOSED = new Mark("Closed", "circle-check", "ok");

  private SampleWords() {}

  static String page(long number) {
    return "/samples/" + number;
  }

  static Mark state(boolean open) {
    return open ? OPEN : CLOSED;
  }

  static Mark outcome(String outcome) {
    return switch (outcome) {
      case Sample.IN_ORDER -> new Mark("In order", "circle-check", "ok");
      case Sample.EXCEPTION -> new Mark("Exception", "circle-x", "bad");
      default -> Mark.NOT_APPLICABLE;
    };
  }

  static ActWords.Said said(SampleAct act) {
    String page = page(act.sample());
    return switch (act) {
      case SampleDrawn drawn ->
          new ActWords.Said(
              "search",
              "mute",
              Text.of("drew ")
                  .link("sample " + drawn.sample(), page)
                  .then(
                      ": %s let into %s"
                          .formatted(Words.counted(drawn.size(), "decision"), drawn.stage())));
      case SampleAnswered answered ->
          new ActWords.Said(
              outcome(answered.outcome()).icon(),
              outcome(answered.outcome()).tone(),
              Text.of("answered request %d of ".formatted(answered.request()))
                  .link("sample " + answered.sample(), page)
                  .then(
                      " for submission %d: %s"
                          .formatted(
                              answered.submission(),
                              outcome(answered.outcome()).word().toLowerCase(Locale.ROOT))));
      case SampleClosed closed ->
          new ActWords.Said(
              "circle-check", "ok", Text.of("closed ").link("sample " + closed.sample(), page));
    };
  }
}
