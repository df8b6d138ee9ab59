// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;

/**
 * How often review caught a version that was bad on purpose. Only what was revealed is known.
 *
 * @param closed commitments that nobody revealed yet, whether or not to a case
 * @param none revealed, and to nothing
 * @param undecided cases that were revealed before review came to an end
 */
public record Seeds(long closed, long none, long undecided, List<OfTier> tiers) {
  public Seeds {
    tiers = List.copyOf(tiers);
  }

  /** What became of a case; the first of several submissions' that holds is the case's. */
  public enum Result {
    CAUGHT,
    MISSED,
    UNDECIDED
  }

  /**
   * Cases of one tier; of all where it is empty.
   *
   * @param cases how many were caught or missed
   * @param people how many signed or asked for changes
   * @param caught empty where it would be about few cases or few people
   */
  public record OfTier(String tier, long cases, long people, Optional<Share> caught) {
    static OfTier of(String tier, Collection<Tried> some) {
      List<Tried> ended = some.stream().filter(one -> one.result() != Result.UNDECIDED).toList();
      long people = ended.stream().flatMap(one -> one.people().stream()).distinct().count();
      Share caught =
          Share.of(
              ended.stream().filter(one -> one.result() == Result.CAUGHT).count(), ended.size());
      return new OfTier(
          tier,
          ended.size(),
          people,
          Optional.of(caught).filter(one -> one.enough() && people >= Quality.LEAST_PEOPLE));
    }

    Json toJson() {
      Json.Builder json = Json.obj().put("tier", tier).put("cases", cases).put("people", people);
      caught.ifPresent(one -> json.put("caught", one.toJson()));
      return json.build();
    }
  }

  /** A case that was revealed; the people serve to count them and are never shown. */
  record Tried(String tier, Result result, List<String> people) {}

  static Seeds of(long closed, long none, List<Tried> tried) {
    var tiers = new TreeMap<String, List<Tried>>();
    tried.forEach(one -> tiers.computeIfAbsent(one.tier(), _ -> new ArrayList<>()).add(one));
    List<OfTier> all = new ArrayList<>();
    all.add(OfTier.of("", tried));
    tiers.forEach((tier, some) -> all.add(OfTier.of(tier.isEmpty() ? "(none)" : tier, some)));
    return new Seeds(
        closed, none, tried.stream().filter(one -> one.result() == Result.UNDECIDED).count(), all);
  }

  Json toJson() {
    return Json.obj()
        .put("closed", closed)
        .put("none", none)
        .put("undecided", undecided)
        .put("tiers", Json.array(tiers.stream().map(OfTier::toJson).toList()))
        .build();
  }
}
