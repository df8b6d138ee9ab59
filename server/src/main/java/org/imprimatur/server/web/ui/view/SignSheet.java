// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person signs, exactly, before they do.
 *
 * @param envelope the change envelope that is signed with it, if one is pinned
 * @param since what moved since the person's last sign-off in the role, if that one lapsed
 * @param problem why the last try was not signed
 */
public record SignSheet(
    Link submission,
    Form form,
    String heading,
    String meaning,
    String about,
    List<Choice> choices,
    Text statement,
    List<Cover> covers,
    List<Answer> answers,
    List<String> lapses,
    @Nullable Table envelope,
    @Nullable Table since,
    @Nullable Problem problem) {
  public SignSheet {
    choices = List.copyOf(choices);
    covers = List.copyOf(covers);
    answers = List.copyOf(answers);
    lapses = List.copyOf(lapses);
  }

  /** The first decision that can be taken, or empty: the keyboard begins there. */
  public String first() {
    return choices.stream()
        .filter(choice -> choice.against().isEmpty())
        .map(Choice::value)
        .findFirst()
        .orElse("");
  }

  /** Why the last try was not signed, what changed, and what to do. */
  public record Problem(String sentence, List<String> reasons, String help, String code) {
    public Problem {
      reasons = List.copyOf(reasons);
    }
  }

  /** What the form sends back beside the choice. */
  public record Form(
      String action,
      String role,
      int seat,
      String statement,
      String code,
      String opinion,
      boolean opinionAlways,
      Ways ways,
      TermsFields terms) {}

  /**
   * How it can be signed.
   *
   * @param password whether the policy takes a password
   * @param passkey whether passkeys work on this server
   * @param enrolled whether the person has one
   */
  public record Ways(boolean password, boolean passkey, boolean enrolled) {}

  /** What goes with an approval under conditions and with a rejection. */
  public record TermsFields(
      List<ConditionRow> conditions, List<Option> categories, List<Option> classes, String fixes) {
    public TermsFields {
      conditions = List.copyOf(conditions);
      categories = List.copyOf(categories);
      classes = List.copyOf(classes);
    }
  }

  /** One row of a condition, as it was filled in. */
  public record ConditionRow(
      int number, String text, String owner, String due, String evidenceClass, String when) {
    public boolean isEmpty() {
      return text.isEmpty() && owner.isEmpty() && due.isEmpty() && when.isEmpty();
    }
  }

  /** A choice of a list. */
  public record Option(String value, String words, boolean chosen) {}

  /** Something that an approval answers for beside the evidence. */
  public record Answer(String what, String who, Code code) {}

  /** A decision; where it cannot be taken the reasons say why. */
  public record Choice(String value, String words, String means, List<String> against) {
    public Choice {
      against = List.copyOf(against);
    }
  }

  /**
   * One class that the signature covers.
   *
   * @param computed what must be known of how it was computed, if anything
   */
  public record Cover(String name, Code code, Mark mark, @Nullable Mark computed) {}

  /** After signing. */
  public record Receipt(
      Link submission, String heading, Text statement, List<Fact> facts, Link next) {
    public Receipt {
      facts = List.copyOf(facts);
    }
  }
}
