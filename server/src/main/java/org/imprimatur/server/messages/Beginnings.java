// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which turns begin between two looks: each is told once, and again only when it ended and begins
 * anew.
 *
 * @param begun the keys that were not there before
 * @param told those of them that a message is sent for: of a turn that begins with its day near or
 *     over, the first message says enough
 * @param ended the keys that are there no longer
 */
record Beginnings(List<String> begun, List<String> told, List<String> ended) {
  static Beginnings between(Set<String> before, Map<String, Matter> now) {
    List<String> begun = now.keySet().stream().filter(key -> !before.contains(key)).toList();
    List<String> told = new ArrayList<>();
    for (String key : begun) {
      if (Matters.base(key).map(before::contains).orElse(true)) {
        told.add(key);
      }
    }
    List<String> ended = before.stream().filter(key -> !now.containsKey(key)).sorted().toList();
    return new Beginnings(begun, told, ended);
  }
}
