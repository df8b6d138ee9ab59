// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ui.view.Text;

/** What is condemned in words, and where the trace of a thing stands. */
final class ImpactWords {
  private static final Pattern NAMED =
      Pattern.compile("\"(sha256:[0-9a-f]{64}|[pkrt]_[a-z2-7]{10})\"");

  private static final String SUPPLIED = "supplied";

  private ImpactWords() {}

  /** Whether somebody may see what rests on a thing. */
  static boolean mayTrace(Caller caller) {
    return caller.may(Permission.AUDIT) || caller.may(Permission.ASSESS);
  }

  static String words(CauseCondemned act) {
    return Cause.of(act).map(Cause::words).orElse(act.thing());
  }

  /** What an entry names that could turn out bad, each with its trace; computed evidence first. */
  static Text things(Act act) {
    Map<String, String> kinds = new LinkedHashMap<>();
    if (act instanceof EvidenceRecorded evidence && !evidence.level().equals(SUPPLIED)) {
      kinds.put(evidence.item(), "check");
      evidence.engines().forEach(engine -> kinds.put(engine, "engine"));
    }
    Matcher named = NAMED.matcher(new String(act.bytes(), StandardCharsets.UTF_8));
    while (named.find()) {
      String thing = named.group(1);
      kinds.putIfAbsent(thing, kind(thing));
    }
    Text text = Text.NOTHING;
    for (Map.Entry<String, String> one : kinds.entrySet()) {
      String thing = one.getKey();
      String shown = thing.startsWith("sha256:") ? thing.substring(0, 15) + "…" : thing;
      text = text.link(shown, page(one.getValue(), thing)).then(" ");
    }
    return text;
  }

  private static String kind(String thing) {
    return switch (thing.charAt(0)) {
      case 's' -> "data";
      case 'p' -> "person";
      case 'r' -> "engine";
      default -> "credential";
    };
  }

  static String page(String kind, String thing) {
    return "/impact?kind=" + encoded(kind) + "&thing=" + encoded(thing);
  }

  /** A part of an address, or nothing. */
  static String part(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + encoded(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
