// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import java.util.Map;

/** Pages on which a browser is asked for a passkey. */
public final class PasskeySheet {
  private PasskeySheet() {}

  /**
   * What the script hands to the browser.
   *
   * @param known the credentials, with a blank between
   * @param demo whether the software authenticator is offered
   */
  public record Ceremony(
      String action, String challenge, String rp, String user, String known, boolean demo) {}

  /** One passkey of the account. */
  public record Row(
      String id,
      String label,
      String make,
      String created,
      String used,
      String state,
      boolean usable,
      Link trace) {}

  /**
   * A person's own passkeys, and how they are told what waits.
   *
   * @param unavailable why none can be enrolled here, or empty
   * @param mail where and how often the person is written to
   */
  public record Account(
      String name,
      List<Row> rows,
      Ceremony ceremony,
      String unavailable,
      String label,
      String problem,
      MessagesSheet.Choice mail) {
    public Account {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The whole statement, right before the passkey signs it.
   *
   * @param facts every member in words, and what is signed by its digest in full
   * @param json the bytes whose digest is signed
   * @param kept what the signing form was filled in with, by the names of its fields
   */
  public record Signing(
      Link submission,
      Ceremony ceremony,
      String statement,
      String code,
      Text sentence,
      List<Fact> facts,
      String opinion,
      String json,
      Map<String, String> kept) {
    public Signing {
      facts = List.copyOf(facts);
      kept = Map.copyOf(kept);
    }
  }

  /** What rests on a passkey. */
  public record Trace(String label, List<Fact> facts, List<Use> uses) {
    public Trace {
      facts = List.copyOf(facts);
      uses = List.copyOf(uses);
    }
  }

  /** A sign-off by the passkey, and what counted it. */
  public record Use(Link signOff, String said, String at, String counted) {}
}
