// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** How a policy comes about: one person proposes it, another publishes it. */
public sealed interface PolicyAct extends Act {
  /**
   * Somebody wants the policy to hold; nothing follows until a second person publishes it.
   *
   * @param proposal the proposal's id
   * @param policy the digest of the policy's text
   * @param number the number that it would have among the policies of its name
   * @param reason the digest of a text that says why
   */
  record PolicyProposed(
      Stamp stamp, String proposal, Digest policy, String policyName, long number, Digest reason)
      implements PolicyAct {
    static final String NAME = "policy.proposed";

    static PolicyProposed read(Stamp stamp, ActReader in) {
      return new PolicyProposed(
          stamp,
          in.string("proposal"),
          in.digest("policy"),
          in.string("name"),
          in.integer("number"),
          in.digest("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("proposal", proposal)
          .put("policy", policy)
          .put("name", policyName)
          .put("number", number)
          .put("reason", reason);
    }
  }

  /**
   * A proposal is watched: beside every verdict it is told what it would say. It binds nobody, and
   * waits as before until it is published or declined.
   */
  record PolicyWatched(Stamp stamp, String proposal) implements PolicyAct {
    static final String NAME = "policy.watched";

    static PolicyWatched read(Stamp stamp, ActReader in) {
      return new PolicyWatched(stamp, in.string("proposal"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("proposal", proposal);
    }
  }

  /** The proposal comes to nothing. */
  record PolicyDeclined(Stamp stamp, String proposal) implements PolicyAct {
    static final String NAME = "policy.declined";

    static PolicyDeclined read(Stamp stamp, ActReader in) {
      return new PolicyDeclined(stamp, in.string("proposal"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("proposal", proposal);
    }
  }

  /**
   * A policy, immutable from now on; every submission that is opened later under its name pins it.
   *
   * @param preset whether models are registered under it where they name no policy
   * @param proposal what another person proposed; empty where the log was founded with it
   */
  record PolicyPublished(
      Stamp stamp,
      Digest policy,
      String policyName,
      long number,
      boolean preset,
      Optional<String> proposal)
      implements PolicyAct {
    static final String NAME = "policy.published";

    static PolicyPublished read(Stamp stamp, ActReader in) {
      return new PolicyPublished(
          stamp,
          in.digest("policy"),
          in.string("name"),
          in.integer("number"),
          in.bool("default"),
          in.findString("proposal"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("policy", policy)
          .put("name", policyName)
          .put("number", number)
          .put("default", preset)
          .put("proposal", proposal);
    }
  }
}
