// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * What a person signs, exactly, before they do.
 *
 * @param problem why the last try was not signed, or empty
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
    List<String> lapses,
    String problem) {
  public SignSheet {
    choices = List.copyOf(choices);
    covers = List.copyOf(covers);
    lapses = List.copyOf(lapses);
  }

  /** What the form sends back beside the choice. */
  public record Form(
      String action,
      String role,
      String statement,
      String nonce,
      String code,
      String opinion,
      boolean opinionAlways,
      Ways ways) {}

  /**
   * How it can be signed.
   *
   * @param password whether the policy takes a password
   * @param passkey whether passkeys work on this server
   * @param enrolled whether the person has one
   */
  public record Ways(boolean password, boolean passkey, boolean enrolled) {}

  /** A decision; where it cannot be taken the reasons say why. */
  public record Choice(String value, String words, String means, List<String> against) {
    public Choice {
      against = List.copyOf(against);
    }
  }

  /** One class that the signature covers. */
  public record Cover(String name, Code code, Mark mark) {}

  /** After signing. */
  public record Receipt(
      Link submission, String heading, Text statement, List<Fact> facts, Link next) {
    public Receipt {
      facts = List.copyOf(facts);
    }
  }
}
