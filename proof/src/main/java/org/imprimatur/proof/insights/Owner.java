// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.Comparator;
import org.imprimatur.proof.json.Json;

/**
 * Who has a submission; at each moment exactly one.
 *
 * @param role whose sign-off or act is next; empty for every other kind
 */
public record Owner(Kind kind, String role) implements Comparable<Owner> {
  public static final Owner MACHINE = new Owner(Kind.MACHINE, "");
  public static final Owner PROPOSER = new Owner(Kind.PROPOSER, "");
  public static final Owner HOLD = new Owner(Kind.HOLD, "");
  public static final Owner UNKNOWN = new Owner(Kind.UNKNOWN, "");

  /** Nobody, because people do not work then. It stands in ledgers and in no span. */
  public static final Owner CLOSED = new Owner(Kind.CLOSED, "");

  private static final Comparator<Owner> ORDER =
      Comparator.comparing(Owner::kind).thenComparing(Owner::role);

  /** What has it. */
  public enum Kind {
    MACHINE("machine"),
    PROPOSER("proposer"),
    ROLE("role"),
    HOLD("hold"),
    UNKNOWN("unknown"),
    CLOSED("closed-hours");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static Owner role(String role) {
    return new Owner(Kind.ROLE, role);
  }

  /** Whether it is people, who do not work in closed hours. */
  boolean works() {
    return switch (kind) {
      case PROPOSER, ROLE -> true;
      case MACHINE, HOLD, UNKNOWN, CLOSED -> false;
    };
  }

  Json.Builder write(Json.Builder json) {
    return json.put("owner", kind.word()).put("role", role);
  }

  @Override
  public int compareTo(Owner other) {
    return ORDER.compare(this, other);
  }
}
