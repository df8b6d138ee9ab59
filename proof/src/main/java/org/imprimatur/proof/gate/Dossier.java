// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.review.Review;

/**
 * All the evidence of a submission, by class and item, with what was said of it.
 *
 * @param review the findings of the model and the challenges of the submission
 */
public record Dossier(SortedMap<String, SortedMap<String, Item>> classes, Review review) {
  /** Items under this prefix came from the proposer and satisfy nothing. */
  public static final String SUPPLIED = "supplied/";

  public Dossier {
    SortedMap<String, SortedMap<String, Item>> copy = new TreeMap<>();
    classes.forEach(
        (name, items) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(items))));
    classes = Collections.unmodifiableSortedMap(copy);
  }

  /** A dossier of which nobody has said anything. */
  public Dossier(SortedMap<String, SortedMap<String, Item>> classes) {
    this(classes, Review.NONE);
  }

  /**
   * One item: its digest, where it was computed, on what, and what it says. What follows from that
   * and from a policy's limits alone is kept beside it: finishing tables takes half of an
   * evaluation, and the same dossier is judged again and again while people look at it.
   */
  public record Item(
      Digest digest, Policy.Level level, List<Digest> inputs, Json.Obj content, ByLimits byLimits) {
    public Item {
      inputs = List.copyOf(inputs);
      if (!byLimits.isOf(content)) {
        throw new IllegalArgumentException("What is kept of an item follows from its content.");
      }
    }

    public Item(Digest digest, Policy.Level level, List<Digest> inputs, Json.Obj content) {
      this(digest, level, inputs, content, new ByLimits(content));
    }
  }

  public Optional<Item> find(String evidenceClass, String item) {
    return Optional.ofNullable(items(evidenceClass).get(item));
  }

  public SortedMap<String, Item> items(String evidenceClass) {
    return classes.getOrDefault(evidenceClass, Collections.emptySortedMap());
  }

  /** What a sign-off covers of each class: the digest over its items and their digests. */
  public SortedMap<String, Digest> digests() {
    SortedMap<String, Digest> digests = new TreeMap<>();
    for (Map.Entry<String, SortedMap<String, Item>> entry : classes.entrySet()) {
      var items = Json.obj();
      entry.getValue().forEach((name, item) -> items.put(name, item.digest().toString()));
      Json.Obj named = Json.obj().put("class", entry.getKey()).put("items", items.build()).build();
      digests.put(entry.getKey(), Digest.of(named));
    }
    return digests;
  }
}
