// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages about tokens. */
public final class TokenSheet {
  private TokenSheet() {}

  /**
   * A person's own tokens, and making one.
   *
   * @param made the one that was made right now, with its secret
   * @param problem why none was made, or empty
   */
  public record Account(List<Row> rows, @Nullable Made made, String problem, Form form) {
    public Account {
      rows = List.copyOf(rows);
    }
  }

  /** One token of the account. */
  public record Row(String id, String name, String scopes, String until, Mark state) {}

  /** A token with its secret, which is shown once. */
  public record Made(String name, String secret, String until) {}

  /**
   * What the form is filled in with.
   *
   * @param first the earliest last day that can be chosen, such as 2026-12-24
   * @param last the latest
   */
  public record Form(String name, String until, String first, String last, List<Scope> scopes) {
    public Form {
      scopes = List.copyOf(scopes);
    }
  }

  /** Something that a token can be for. */
  public record Scope(String word, String words, boolean chosen) {}

  /**
   * One token, of whomever.
   *
   * @param action where the reader ends it, or empty
   */
  public record One(Mark state, List<Fact> facts, String action) {
    public One {
      facts = List.copyOf(facts);
    }
  }
}
