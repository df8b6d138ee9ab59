// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.Bypasses.Bypass;
import org.imprimatur.proof.gate.Docket;

/**
 * Why somebody cannot sign, said to them: the same words on the page as in a refusal.
 *
 * @param docket of the submission
 * @param reader to whom it is said
 */
public record Exclusion(Docket docket, String reader) {
  /** The whole sentence, with others under their pseudonyms. */
  public String sentence(Bar bar) {
    return bar.person().equals(reader)
        ? "You cannot sign: you %s.".formatted(bar.code().equals("recused") ? past(bar) : you(bar))
        : "You cannot sign: %s".formatted(bar.sentence());
  }

  /** Which of the two they were, where they took the version past its gate. */
  private String past(Bar bar) {
    Set<String> same = new TreeSet<>(docket.people().sameAs(reader));
    return docket
        .decided()
        .bypasses()
        .of(docket.opened().submission())
        .map(Bypass::act)
        .filter(act -> act.persons().stream().anyMatch(same::contains))
        .map(act -> bypassed(act, same))
        .orElseGet(() -> you(bar));
  }

  private static String bypassed(VersionBypassed act, Set<String> same) {
    String hand = same.contains(act.asker()) ? "asked for" : "confirmed";
    return hand
        + " the break-glass of this submission, and neither of the two who broke the glass signs"
        + " for it";
  }

  /** What follows a name, as it follows "you". */
  private static String you(Bar bar) {
    String words = bar.words();
    String verb = words.substring(0, Math.max(0, words.indexOf(' ')));
    String said =
        switch (verb) {
          case "is" -> "are";
          case "has" -> "have";
          case "does" -> "do";
          case "counts" -> "count";
          case "belongs" -> "belong";
          case "shares" -> "share";
          default -> verb;
        };
    return bar.code().equals("recused")
        ? "stepped back from this submission"
        : said + words.substring(verb.length());
  }
}
