// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.digest.Digest;

/**
 * Who made the same files under the name of another model, or what they were made from there.
 * Whoever registered them or is named as their author counts; who described, submitted or examined
 * the other model had a hand in its dossier and not in the files.
 */
final class Abroad {
  private final Elsewhere elsewhere;
  private final Map<String, String> links = new TreeMap<>();
  private final Set<VersionRegistered> seen = new HashSet<>();
  private final Map<Digest, Unseen> unseen = new HashMap<>();
  private final Queue<Kin> next = new ArrayDeque<>();

  private Abroad(Elsewhere elsewhere) {
    this.elsewhere = elsewhere;
  }

  private record Kin(VersionRegistered version, String kinship) {}

  /** Each of them with the link, in words. Only what was registered before counts. */
  static Map<String, String> hands(VersionRegistered version, Elsewhere elsewhere) {
    var abroad = new Abroad(elsewhere);
    abroad.seen.add(version);
    abroad.before(version, ", whose files are those of version " + version.version());
    while (!abroad.next.isEmpty()) {
      abroad.take(abroad.next.remove());
    }
    return abroad.links;
  }

  private void before(VersionRegistered version, String kinship) {
    List<VersionRegistered> before =
        unseen
            .computeIfAbsent(version.manifest(), files -> new Unseen(elsewhere.ofFiles(files)))
            .before(version);
    for (VersionRegistered one : before) {
      if (seen.add(one)) {
        next.add(new Kin(one, kinship));
      }
    }
  }

  /**
   * The versions of the same files that nothing led to yet, by their place. Thousands of models can
   * have the same files, and each of them leads to all before it: every one is handed over once.
   */
  private static final class Unseen {
    private final Map<VersionRegistered, Integer> places = new HashMap<>();
    private final NavigableMap<Integer, VersionRegistered> left = new TreeMap<>();

    Unseen(List<VersionRegistered> sameFiles) {
      for (VersionRegistered one : sameFiles) {
        int place = left.size();
        places.put(one, place);
        left.put(place, one);
      }
    }

    /** Those of other models before a version, in the log's order, and never again. */
    List<VersionRegistered> before(VersionRegistered version) {
      int end = places.getOrDefault(version, places.size());
      List<VersionRegistered> before = new ArrayList<>();
      var ahead = left.headMap(end, false).values().iterator();
      while (ahead.hasNext()) {
        VersionRegistered one = ahead.next();
        if (!one.model().equals(version.model())) {
          before.add(one);
          ahead.remove();
        }
      }
      return before;
    }
  }

  private void take(Kin kin) {
    VersionRegistered version = kin.version();
    String named = "version %d of %s".formatted(version.version(), elsewhere.name(version.model()));
    links.putIfAbsent(version.by(), "registered " + named + kin.kinship());
    for (String person : version.contributors()) {
      links.putIfAbsent(person, "contributed to " + named + kin.kinship());
    }
    if (!version.parents().isEmpty()) {
      for (VersionRegistered parent : elsewhere.ofModel(version.model())) {
        if (version.parents().contains(parent.version())
            && parent.version() < version.version()
            && seen.add(parent)) {
          next.add(new Kin(parent, ", which " + named + " comes from"));
        }
      }
    }
    before(version, ", whose files are those of " + named);
  }

  /**
   * How many authors of such a version could not be named there, with those of what it comes from.
   */
  static long unnamed(VersionRegistered version, Elsewhere elsewhere) {
    return version.parents().isEmpty()
        ? version.unnamed()
        : Contributors.unnamed(
            List.copyOf(elsewhere.ofModel(version.model())), version.version(), Elsewhere.NOWHERE);
  }
}
