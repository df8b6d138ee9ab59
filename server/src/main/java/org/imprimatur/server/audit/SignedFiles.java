// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.log.Hash;

/**
 * Where in the log which files were registered for which model, as this node read it: twenty bytes
 * a registration. Who had a hand in files keeps it whatever the model is called, so what finds
 * those registrations is held to what was signed. Two digests with the same first eight bytes are
 * taken for one: then more is looked at, and never less.
 */
final class SignedFiles {
  private long[] files = new long[1_024];
  private long[] models = new long[1_024];
  private int[] positions = new int[1_024];
  private int size;

  void take(int position, Act act) {
    if (!(act instanceof VersionRegistered version)) {
      return;
    }
    if (size == files.length) {
      files = Arrays.copyOf(files, size + size / 2);
      models = Arrays.copyOf(models, size + size / 2);
      positions = Arrays.copyOf(positions, size + size / 2);
    }
    files[size] = brief(version.manifest().toString());
    models[size] = brief(version.model());
    positions[size] = position;
    size++;
  }

  private static long brief(String thing) {
    return ByteBuffer.wrap(Hash.leaf(thing.getBytes(UTF_8)).bytes()).getLong();
  }

  /**
   * Where versions of the model were registered, of all models that had one of its files, of all
   * that had one of theirs, and so on.
   */
  SortedSet<Long> related(String model) {
    Set<Long> related = new HashSet<>(Set.of(brief(model)));
    int before = 0;
    while (related.size() > before) {
      before = related.size();
      Set<Long> theirs = new HashSet<>();
      for (int i = 0; i < size; i++) {
        if (related.contains(models[i])) {
          theirs.add(files[i]);
        }
      }
      for (int i = 0; i < size; i++) {
        if (theirs.contains(files[i])) {
          related.add(models[i]);
        }
      }
    }
    SortedSet<Long> places = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      if (related.contains(models[i])) {
        places.add((long) positions[i]);
      }
    }
    return places;
  }
}
