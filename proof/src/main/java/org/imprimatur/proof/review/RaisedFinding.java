// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingHanded;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;

/**
 * A finding with everything that was done about it.
 *
 * @param later what followed, in the log's order
 */
public record RaisedFinding(FindingRaised raised, List<FindingAct> later) {
  public RaisedFinding {
    later = List.copyOf(later);
  }

  /** Where a finding stands. */
  public enum State {
    OPEN("open"),
    FIXED("fixed, to be checked"),
    ACCEPTED("risk accepted"),
    CLOSED("closed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** Whether somebody still has to put something right, or to look at it. */
    public boolean isOpen() {
      return this == OPEN || this == FIXED;
    }
  }

  RaisedFinding with(FindingAct act) {
    List<FindingAct> more = new ArrayList<>(later);
    more.add(act);
    return new RaisedFinding(raised, more);
  }

  /** Who puts it right now: whoever was named at first, or whom it was handed to since. */
  public String owner() {
    return later.reversed().stream()
        .filter(FindingHanded.class::isInstance)
        .map(act -> ((FindingHanded) act).owner())
        .findFirst()
        .orElse(raised.owner());
  }

  public long number() {
    return raised.finding();
  }

  /** An unknown word counts as the worst, so that no forged one makes a finding harmless. */
  public Severity severity() {
    return Severity.of(raised.severity()).orElse(Severity.CRITICAL);
  }

  /** An acceptance holds through its last day; what was accepted is then as open as before. */
  public State state(Instant at) {
    State state = work();
    return state.isOpen() && acceptance(at).isPresent() ? State.ACCEPTED : state;
  }

  /** Where the work on it stands, whatever risk was accepted meanwhile: never accepted. */
  public State work() {
    State state = State.OPEN;
    for (FindingAct act : later) {
      state =
          switch (act) {
            case FindingRaised _, FindingAccepted _, FindingHanded _ -> state;
            case FindingFixed _ -> State.FIXED;
            case FindingRetested retested -> retested.passes() ? State.CLOSED : State.OPEN;
          };
    }
    return state;
  }

  /** The acceptance that holds at this instant. */
  public Optional<FindingAccepted> acceptance(Instant at) {
    return acceptance().filter(given -> !day(at).isAfter(LocalDate.parse(given.until())));
  }

  /** The acceptance that was given last, unless a retest has failed since. */
  private Optional<FindingAccepted> acceptance() {
    Optional<FindingAccepted> last = Optional.empty();
    for (FindingAct act : later) {
      if (act instanceof FindingAccepted given) {
        last = Optional.of(given);
      } else if (act instanceof FindingRetested retested && !retested.passes()) {
        last = Optional.empty();
      }
    }
    return last;
  }

  public Optional<FindingFixed> lastFix() {
    return later.reversed().stream()
        .filter(FindingFixed.class::isInstance)
        .map(FindingFixed.class::cast)
        .findFirst();
  }

  /** The retests that saw it put right since its last fix, or since one saw that it is not. */
  public List<FindingRetested> closings() {
    List<FindingRetested> closings = new ArrayList<>();
    for (FindingAct act : later) {
      if (act instanceof FindingRetested retested && retested.passes()) {
        closings.add(retested);
      } else if (!(act instanceof FindingAccepted || act instanceof FindingHanded)) {
        closings.clear();
      }
    }
    return closings;
  }

  public boolean isOverdue(Instant at) {
    return state(at).isOpen() && day(at).isAfter(LocalDate.parse(raised.due()));
  }

  /** The day in UTC, which dates in acts are of. */
  public static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
