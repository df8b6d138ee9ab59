// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.web.ui.view.SubmissionSheet;

/** The digests of a dossier in a link, so that whoever follows it sees what changed since. */
final class Pin {
  /** Twelve digits tell any two apart that one dossier ever has. */
  private static final int DIGITS = 12;

  private static final Pattern WHOLE =
      Pattern.compile("[a-z-]{1,40}\\.[0-9a-f]{12}(?:~[a-z-]{1,40}\\.[0-9a-f]{12}){0,40}");

  private Pin() {}

  static String of(Standing standing) {
    return digits(standing).entrySet().stream()
        .map(one -> one.getKey() + "." + one.getValue())
        .collect(Collectors.joining("~"));
  }

  private static SortedMap<String, String> digits(Standing standing) {
    SortedMap<String, String> digits = new TreeMap<>();
    for (Map.Entry<String, Digest> one : standing.input().dossier().digests().entrySet()) {
      digits.put(one.getKey(), one.getValue().hex().substring(0, DIGITS));
    }
    return digits;
  }

  /** How the dossier stands to the one of the link; nothing where the link pins none. */
  static SubmissionSheet.Pinned read(Standing standing, String pin, String current) {
    String link =
        "/submissions/%d?class=%s&at=%s"
            .formatted(standing.submission().number(), current, of(standing));
    if (pin.isEmpty()) {
      return new SubmissionSheet.Pinned(link, "", false);
    }
    if (!WHOLE.matcher(pin).matches()) {
      return new SubmissionSheet.Pinned(
          link, "The link is not whole: what it was made of cannot be told.", true);
    }
    Map<String, String> then = new TreeMap<>();
    for (String one : pin.split("~", -1)) {
      int dot = one.indexOf('.');
      then.put(one.substring(0, dot), one.substring(dot + 1));
    }
    List<String> changed = changed(then, digits(standing));
    return changed.isEmpty()
        ? new SubmissionSheet.Pinned(
            link, "The evidence is the same as when the link was made.", false)
        : new SubmissionSheet.Pinned(
            link, "Changed since the link was made: " + String.join("; ", changed) + ".", true);
  }

  private static List<String> changed(Map<String, String> then, Map<String, String> now) {
    List<String> changed = new ArrayList<>();
    var names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String was = then.getOrDefault(name, "");
      String is = now.getOrDefault(name, "");
      if (!was.equals(is)) {
        changed.add(
            was.isEmpty()
                ? name + " is new"
                : is.isEmpty()
                    ? name + " is gone"
                    : "%s was %s… and is %s…".formatted(name, was, is));
      }
    }
    return changed;
  }
}
