// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A submission: the verdict, what is asked of the person who looks, and everything it rests on. */
public record SubmissionSheet(
    Head head,
    Verdict verdict,
    List<Rail> rails,
    EvidencePanel evidence,
    Requirements requirements,
    Papers papers,
    Bar bar,
    Opening opening,
    DiscussionPanel discussion,
    Changes changes,
    Pinned pinned) {
  public SubmissionSheet {
    rails = List.copyOf(rails);
  }

  /**
   * What changed since the reader opened it.
   *
   * @param only whether nothing else is shown
   * @param toggle the address of the same page with the other choice
   * @param offered whether there is anything to choose
   * @param tables the figures that moved, class by class, where nothing else is shown
   */
  public record Changes(boolean only, String toggle, boolean offered, List<Table> tables) {
    public Changes {
      tables = List.copyOf(tables);
    }
  }

  /**
   * The link to the submission as its evidence is now.
   *
   * @param said how the evidence stands to that of the link that was followed; empty without one
   */
  public record Pinned(String link, String said, boolean changed) {}

  /** The first line. */
  public record Head(String title, Tier tier, Person by, String opened, String decisions) {}

  /** What it takes to note that the reader has the class open that is shown. */
  public record Opening(String address, String evidenceClass, String digest) {}

  /**
   * The state in one sentence, then what is asked of whom.
   *
   * @param since since when it stands so, absolute
   */
  public record Verdict(
      Mark mark, String sentence, Text ask, String since, String ago, News news) {}

  /** What happened, under a heading that says since when. */
  public record News(String heading, List<Text> lately) {
    public News {
      lately = List.copyOf(lately);
    }
  }

  /** Classes of evidence under a heading. */
  public record Rail(String heading, boolean mine, List<Stop> stops) {
    public Rail {
      stops = List.copyOf(stops);
    }
  }

  /** One class: its worst state, its words, where it is. */
  public record Stop(Mark mark, Link link, boolean current, String note, Seen seen) {}

  /** What the reader has seen of a class as it is now. */
  public enum Seen {
    NEVER,
    OPENED,
    CHANGED
  }

  /** Every requirement; what is done or does not apply is folded. */
  public record Requirements(
      List<Tally> tallies, List<Requirement> open, List<Requirement> done, String doneInShort) {
    public Requirements {
      tallies = List.copyOf(tallies);
      open = List.copyOf(open);
      done = List.copyOf(done);
    }
  }

  /** How many are in a state. */
  public record Tally(String words, String tone) {}

  /**
   * One requirement: its state, the rule in words, why, and who does what next.
   *
   * @param next the act of the person whose turn it is; empty where nothing is to do
   */
  public record Requirement(
      Mark mark, String aside, Text rule, List<String> reasons, List<Person> people, Text next) {
    public Requirement {
      reasons = List.copyOf(reasons);
      people = List.copyOf(people);
    }
  }

  /**
   * What else belongs to the submission: signatures, supplied files, pinned digests, history.
   *
   * @param unsigned what stands where there is no signature
   * @param manifest where all signatures stand on one sheet to print
   */
  public record Papers(
      List<Signature> signatures,
      String unsigned,
      String manifest,
      List<Fact> pinned,
      List<Table> tables,
      History history) {
    public Papers {
      signatures = List.copyOf(signatures);
      pinned = List.copyOf(pinned);
      tables = List.copyOf(tables);
    }
  }

  /**
   * What happened, newest first.
   *
   * @param earlier where all of it is shown; null where it is
   */
  public record History(List<Happening> shown, @Nullable Link earlier) {
    public History {
      shown = List.copyOf(shown);
    }
  }

  /**
   * A sign-off: who, in which role and meaning, what was decided, and whether it still counts.
   *
   * @param code the statement's code, as on its receipt, the manifest and the attestation
   * @param lapsed why it does not count any more; empty where it does
   * @param since the figures that moved since, where it lapsed; else null
   * @param carried that it stands although evidence came after it; else empty
   * @param withdraw the address that takes it back, where it is the reader's own; else empty
   */
  public record Signature(
      Person person,
      String meaning,
      Mark decision,
      String when,
      String code,
      Code statement,
      String lapsed,
      @Nullable Table since,
      String carried,
      String opinion,
      String withdraw) {}

  /**
   * What stands at the foot: what the reader can do, over which digests, or why not.
   *
   * @param conflict stands where the button would
   */
  public record Bar(
      Text who,
      List<Cover> covers,
      String under,
      Text conflict,
      List<Link> signs,
      String promote,
      String withdraw,
      String recusal) {
    public Bar {
      covers = List.copyOf(covers);
      signs = List.copyOf(signs);
    }
  }

  /** A class and the digest that a signature would cover. */
  public record Cover(String name, Code code) {}
}
