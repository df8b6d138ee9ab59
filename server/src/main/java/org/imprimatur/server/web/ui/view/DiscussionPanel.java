// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is found, asked and said of one class of evidence, under it.
 *
 * @param raise the form; null for whoever may say nothing
 * @param plan the words of the validation's plan, and who made it; empty where there is none
 */
public record DiscussionPanel(
    String evidenceClass,
    List<Failing> failing,
    List<Line> findings,
    List<Strand> threads,
    Comments comments,
    @Nullable Raise raise,
    Plan plan) {
  public DiscussionPanel {
    failing = List.copyOf(failing);
    findings = List.copyOf(findings);
    threads = List.copyOf(threads);
  }

  /**
   * The last comments.
   *
   * @param earlier where those before them are shown as well; null where there are none
   */
  public record Comments(List<Said> said, @Nullable Link earlier) {
    public Comments {
      said = List.copyOf(said);
    }
  }

  /** A check failure beside the earlier submission and the version that holds the stage. */
  public record Failing(Mark mark, String sentence, String sinceEarlier, String sinceHolder) {}

  /** A finding in a line. */
  public record Line(Link link, Mark severity, Mark state, String owner, String due) {}

  /** Words of a person, and what they are about. */
  public record Said(Person person, String when, String about, String words) {}

  /**
   * A challenge with its answers.
   *
   * @param forms what the reader can do now
   * @param check where the reader makes it a check; null for whoever cannot
   */
  public record Strand(
      long number,
      Mark state,
      Said said,
      Person asked,
      List<Said> answers,
      String outcome,
      Forms forms,
      @Nullable Link check) {
    public Strand {
      answers = List.copyOf(answers);
    }
  }

  /** What the reader can do in a challenge, over the revision that is shown. */
  public record Forms(
      boolean answers, boolean resolves, boolean answered, long seen, String kept) {}

  /** What a form to say something offers. */
  public record Raise(
      String action,
      List<Choice> places,
      List<Choice> roles,
      List<Choice> people,
      List<Choice> failures,
      String due,
      String kept) {
    public Raise {
      places = List.copyOf(places);
      roles = List.copyOf(roles);
      people = List.copyOf(people);
      failures = List.copyOf(failures);
    }
  }

  /** One choice of a form. */
  public record Choice(String value, String words) {}

  /**
   * The plan of the validation.
   *
   * @param action where a validator plans; empty for everybody else
   * @param seen how many plans there are, which a new one replaces
   * @param kept what the reader wrote and could not record
   */
  public record Plan(
      String who, String words, String action, long seen, String kept, String report) {}
}
