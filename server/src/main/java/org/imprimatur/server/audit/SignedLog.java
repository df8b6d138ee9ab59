// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.LogKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What this node knows itself of the log: every entry read once, held to the signed checkpoint, and
 * kept in memory, eight bytes an entry and a sum of which entries mention which model, submission
 * and kind of act. Whoever can write to the database can change, hide and add rows; before a
 * version is let in, what was read for it is held against this.
 */
final class SignedLog {
  private static final Logger LOG = LoggerFactory.getLogger(SignedLog.class);

  /** How many entries are read in a transaction that waits for them. */
  private static final int MOST_BEHIND = 10_000;

  /** What decides about people, policies and condemned things, beside the acts of a model. */
  private static final List<String> BESIDE =
      List.of(
          "act:cause.condemned",
          "act:condemnation.lifted",
          "act:policy.proposed",
          "act:policy.declined",
          "act:policy.published");

  /** The acts that are more than mentioned: about people, and which files were registered. */
  private static final Set<String> READ =
      Stream.concat(PeopleAct.ABOUT_PEOPLE.stream(), Stream.of("version.registered"))
          .map(name -> "act:" + name)
          .collect(Collectors.toUnmodifiableSet());

  private final LogStore store;
  private final LogKey key;

  /** For each thing the sum of the places of what mentions it, each under {@link #place}. */
  private final Map<String, Long> mentions = new HashMap<>();

  /** Known to this process alone, so that nobody can choose other places of the same sum. */
  private final long secret = new SecureRandom().nextLong();

  private final SignedFiles files = new SignedFiles();

  private final List<SignedReader> readers = new ArrayList<>();

  private long[] leaves = new long[1_024];
  private Frontier frontier = Frontier.empty();

  /** Where the log ended when all of it was found right last. */
  private Optional<LogStore.End> right = Optional.empty();

  /** What of the whole log is not as it was signed; only a restart reads it anew. */
  private Optional<String> damage = Optional.empty();

  SignedLog(LogStore store, LogKey key) {
    this.store = store;
    this.key = key;
  }

  /** From the first entry on; later it would be told half of the log. */
  synchronized void tell(SignedReader reader) {
    if (frontier.size() > 0) {
      throw new IllegalStateException("The log is being read already.");
    }
    readers.add(reader);
  }

  /** Whether nothing of what was read is other than it was signed. */
  synchronized boolean isAsSigned() {
    return damage.isEmpty();
  }

  /** Reads up to so many further entries; says whether there are more. */
  synchronized boolean read(JdbcClient db, int most) {
    LogStore.End end = store.end(db);
    if (end.size() < frontier.size()) {
      return damaged("It had %d entries and has %d.".formatted(frontier.size(), end.size()));
    }
    int count = (int) Math.min(most, end.size() - frontier.size());
    if (count > 0) {
      List<byte[]> entries = store.entries(db, frontier.size(), count);
      if (entries.size() < count) {
        return damaged("An entry after entry %d is missing.".formatted(frontier.size()));
      }
      try {
        // A log of years is read at a start: what one entry tells rests on no other.
        entries.parallelStream().map(SignedLog::told).toList().forEach(this::take);
      } catch (JsonException | ActException | ClassCastException e) {
        return damaged("An entry after entry %d cannot be read.".formatted(frontier.size()));
      }
    }
    if (frontier.size() < end.size()) {
      return true;
    }
    if (!right.equals(Optional.of(end))) {
      Optional<String> difference = end.difference(frontier, key);
      if (difference.isPresent()) {
        return damaged(difference.get());
      }
      if (right.isEmpty()) {
        LOG.info("All {} entries of the log are as they were signed.", end.size());
      }
      right = Optional.of(end);
    }
    return false;
  }

  /** What is kept of an entry, and the act where somebody reads it. */
  private record Told(Hash leaf, List<String> mentions, Optional<Act> act) {}

  private static Told told(byte[] entry) {
    Set<String> mentions = Mentions.of(entry);
    boolean isRead = mentions.stream().anyMatch(READ::contains);
    return new Told(
        Hash.leaf(entry),
        mentions.stream().filter(SignedLog::isHeld).toList(),
        isRead ? Optional.of(Act.parse(entry)) : Optional.empty());
  }

  private static boolean isHeld(String mention) {
    return mention.startsWith("m_")
        || mention.startsWith("submission:")
        || mention.startsWith("act:");
  }

  private boolean damaged(String sentence) {
    if (damage.isEmpty()) {
      LOG.error("The log in the database is not the one that was signed. {}", sentence);
      damage = Optional.of(sentence);
    }
    return false;
  }

  private void take(Told entry) {
    int position = Math.toIntExact(frontier.size());
    if (position == leaves.length) {
      leaves = Arrays.copyOf(leaves, leaves.length + leaves.length / 2);
    }
    leaves[position] = brief(entry.leaf());
    frontier = frontier.append(entry.leaf());
    entry.mentions().forEach(mention -> mentions.merge(mention, place(position), Long::sum));
    entry
        .act()
        .ifPresent(
            act -> {
              readers.forEach(reader -> reader.read(act));
              files.take(position, act);
            });
  }

  /** A number for a position, as different as can be from that of any other (SplitMix64). */
  private long place(long position) {
    return mixed(secret + position * 0x9e3779b97f4a7c15L);
  }

  private static long mixed(long number) {
    long z = number;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** All of a leaf in eight bytes: whoever seeks another entry with the same ones cannot try. */
  private long brief(Hash leaf) {
    ByteBuffer bytes = ByteBuffer.wrap(leaf.bytes());
    long brief = secret;
    while (bytes.hasRemaining()) {
      brief = mixed(brief ^ bytes.getLong());
    }
    return brief;
  }

  /** Why nothing is let in now; empty where the act lets nothing in, or all is as it was signed. */
  synchronized Optional<Refusal> against(Act act, JdbcClient db) {
    return model(act).flatMap(model -> against(model, db));
  }

  private static Optional<String> model(Act act) {
    return switch (act) {
      case VersionPromoted one -> Optional.of(one.model());
      case VersionBypassed one -> Optional.of(one.model());
      case VersionReinstated one -> Optional.of(one.model());
      case Act _ -> Optional.empty();
    };
  }

  private Optional<Refusal> against(String model, JdbcClient db) {
    if (read(db, MOST_BEHIND)) {
      return Optional.of(
          new Refusal(
              "log.reading",
              503,
              "The server is still reading the log.",
              List.of("Nothing is let in before every entry is held to what was signed."),
              "Ask again in a minute."));
    }
    List<String> told = new ArrayList<>(BESIDE);
    PeopleAct.ABOUT_PEOPLE.forEach(name -> told.add("act:" + name));
    Set<String> submissions = new TreeSet<>();
    return damage
        .or(() -> differing(db, List.of(model), submissions))
        .or(() -> differing(db, told, new TreeSet<>()))
        .or(() -> differing(db, List.copyOf(submissions), new TreeSet<>()))
        .or(() -> differing(db, model))
        .map(SignedLog::refusal);
  }

  private static Refusal refusal(String sentence) {
    LOG.error("Nothing was let in: the log in the database is not as it was signed. {}", sentence);
    return new Refusal(
        "log.damaged",
        503,
        "The log in the database is not the one that was signed: nothing is let in.",
        List.of(sentence),
        "Export the log, verify it (imprimatur audit verify), and restore the database from its"
            + " backup.");
  }

  /**
   * What is not as it was signed of the entries that mention some things.
   *
   * @param submissions filled with those that they open
   */
  private Optional<String> differing(JdbcClient db, List<String> things, Set<String> submissions) {
    Map<String, Long> found = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    store.mentioning(
        db,
        things,
        frontier.size(),
        (mention, position, entry) -> {
          found.merge(mention, place(position), Long::sum);
          if (position < 0 || brief(Hash.leaf(entry)) != leaves[Math.toIntExact(position)]) {
            wrong.add("Entry %d is another one.".formatted(position));
          } else if (mention.startsWith("m_")
              && Act.parse(entry) instanceof SubmissionOpened opened) {
            submissions.add("submission:" + opened.submission());
          }
        });
    for (String thing : things) {
      if (!mentions.getOrDefault(thing, 0L).equals(found.getOrDefault(thing, 0L))) {
        wrong.add("Other entries are found to mention %s than do.".formatted(thing));
      }
    }
    return wrong.stream().findFirst();
  }

  /**
   * What is not as it was signed of the registrations of the same files, under any model's name.
   * None may be hidden, and what is found beside them must be an entry that was signed.
   */
  private Optional<String> differing(JdbcClient db, String model) {
    SortedSet<Long> places = files.related(model);
    Map<Long, Act> signed = signed(db, places);
    if (signed.size() < places.size()) {
      return Optional.of("An entry that registers the same files is missing or another one.");
    }
    Map<String, SortedSet<Long>> told = new TreeMap<>();
    signed.forEach(
        (position, act) -> {
          if (act instanceof VersionRegistered version) {
            for (String thing : List.of(version.manifest().toString(), version.model())) {
              told.computeIfAbsent(thing, _ -> new TreeSet<>()).add(position);
            }
          }
        });
    Map<String, SortedSet<Long>> found = store.registered(db, told.keySet(), frontier.size());
    for (var each : told.entrySet()) {
      SortedSet<Long> beside = new TreeSet<>(found.getOrDefault(each.getKey(), new TreeSet<>()));
      boolean all = beside.containsAll(each.getValue());
      beside.removeAll(each.getValue());
      if (!all || signed(db, beside).size() < beside.size()) {
        return Optional.of(
            "Other versions are found by %s than were registered.".formatted(each.getKey()));
      }
    }
    return Optional.empty();
  }

  /** The entries at some positions that are as they were signed. */
  private Map<Long, Act> signed(JdbcClient db, SortedSet<Long> positions) {
    Map<Long, Act> signed = new HashMap<>();
    store.entriesAt(
        db,
        positions,
        (position, entry) -> {
          if (position >= 0 && brief(Hash.leaf(entry)) == leaves[Math.toIntExact(position)]) {
            signed.put(position, Act.parse(entry));
          }
        });
    return signed;
  }
}
