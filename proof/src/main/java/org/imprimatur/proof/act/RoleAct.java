// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

/**
 * How a role comes about that needs two persons: one asks, another gives. What is given and
 * withdrawn stands in {@link PeopleAct}.
 */
public sealed interface RoleAct extends PeopleAct {
  /**
   * Somebody asks that the person hold the role; nothing follows until a second person gives it.
   */
  record RoleAsked(Stamp stamp, String request, String person, String role, Scope scope)
      implements RoleAct {
    static final String NAME = "role.asked";

    static RoleAsked read(Stamp stamp, ActReader in) {
      return new RoleAsked(
          stamp, in.string("request"), in.string("person"), in.string("role"), Scope.read(in));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return scope.write(out.put("request", request).put("person", person).put("role", role));
    }
  }

  /** The request comes to nothing. */
  record RoleDeclined(Stamp stamp, String request) implements RoleAct {
    static final String NAME = "role.declined";

    static RoleDeclined read(Stamp stamp, ActReader in) {
      return new RoleDeclined(stamp, in.string("request"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("request", request);
    }
  }
}
