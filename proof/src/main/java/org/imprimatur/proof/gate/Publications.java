// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;

/** Which policies are published and which are proposed, as the acts so far tell it. */
public final class Publications {
  private final Map<Digest, PolicyPublished> published = new LinkedHashMap<>();
  private final Map<String, PolicyPublished> newest = new HashMap<>();
  private final Map<String, PolicyProposed> open = new LinkedHashMap<>();
  private final Map<String, PolicyProposed> proposed = new HashMap<>();
  private final Map<String, Instant> watched = new HashMap<>();

  /** The fold of all acts about policies, in the log's order. */
  public static Publications of(Collection<? extends PolicyAct> acts) {
    var publications = new Publications();
    acts.forEach(publications::apply);
    return publications;
  }

  /** Takes the next act. */
  public void apply(PolicyAct act) {
    switch (act) {
      case PolicyProposed one -> {
        open.put(one.proposal(), one);
        proposed.put(one.proposal(), one);
      }
      case PolicyAct.PolicyWatched one -> watched.putIfAbsent(one.proposal(), one.at());
      case PolicyAct.PolicyDeclined declined -> open.remove(declined.proposal());
      case PolicyPublished one -> {
        published.putIfAbsent(one.policy(), one);
        newest.merge(one.policyName(), one, Publications::newer);
        one.proposal().ifPresent(open::remove);
      }
    }
  }

  private static PolicyPublished newer(PolicyPublished one, PolicyPublished other) {
    return one.number() < other.number() ? other : one;
  }

  /** The acts by which two persons brought a policy in; none for one of the log's founding. */
  List<PolicyAct> broughtIn(Digest policy) {
    List<PolicyAct> acts = new ArrayList<>();
    PolicyPublished publication = published.get(policy);
    if (publication != null && !publication.by().equals(Stamp.SYSTEM)) {
      publication.proposal().map(proposed::get).ifPresent(acts::add);
      acts.add(publication);
    }
    return acts;
  }

  /** Every published policy by its digest, oldest first. */
  public Map<Digest, PolicyPublished> published() {
    return Collections.unmodifiableMap(published);
  }

  /** The policy of this name with the highest number. */
  public Optional<PolicyPublished> newest(String name) {
    return Optional.ofNullable(newest.get(name));
  }

  /**
   * The policy under which a model's next submission is opened: the newest of the name under which
   * the model was registered. There is no way to stay with an older one.
   */
  public Optional<PolicyPublished> governing(Digest registeredUnder) {
    return Optional.ofNullable(published.get(registeredUnder))
        .flatMap(policy -> newest(policy.policyName()));
  }

  /** The number that the next policy of this name takes. */
  public long next(String name) {
    return newest(name).map(PolicyPublished::number).orElse(0L) + 1;
  }

  /** Proposals that nobody answered, oldest first. */
  public Collection<PolicyProposed> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  public Optional<PolicyProposed> open(String proposal) {
    return Optional.ofNullable(open.get(proposal));
  }

  /** Since when a proposal is watched, where it is. */
  public Optional<Instant> watched(String proposal) {
    return Optional.ofNullable(watched.get(proposal));
  }

  /** The proposal for a policy of this name that waits and is watched. */
  public Optional<PolicyProposed> watchedFor(String name) {
    return open.values().stream()
        .filter(one -> one.policyName().equals(name) && watched.containsKey(one.proposal()))
        .findFirst();
  }

  /** Whether the id of a proposal was ever used. */
  public boolean proposed(String proposal) {
    return proposed.containsKey(proposal);
  }
}
