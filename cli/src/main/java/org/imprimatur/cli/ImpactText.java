// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;

/** What rests on a thing, for people. */
final class ImpactText {
  private ImpactText() {}

  static String trace(Json.Obj whole) {
    var lines = new StringJoiner("\n");
    lines.add("What rests on " + Words.text(Words.object(whole, "cause"), "words") + ":");
    for (Json.Obj one : Words.objects(whole, "condemned")) {
      lines.add(
          "CONDEMNED %s%s: %s"
              .formatted(Words.text(one, "condemnation"), due(one), Words.text(one, "reason")));
    }
    for (Json.Obj model : Words.objects(whole, "models")) {
      lines.add("").add(Words.text(model, "model"));
      for (Json.Obj one : Words.objects(model, "submissions")) {
        lines.add(
            "  submission %s, v%s to %s: %s%s"
                .formatted(
                    Words.text(one, "submission"),
                    Words.text(one, "version"),
                    Words.text(one, "gate"),
                    Words.text(one, "state"),
                    Words.array(one, "reopened").isEmpty() ? "" : ", opened again" + due(one)));
        Words.objects(one, "links")
            .forEach(link -> lines.add("    " + Words.text(link, "sentence")));
      }
    }
    if (Words.array(whole, "models").isEmpty()) {
      lines.add("Nothing: no submission rests on it.");
    }
    if (whole.find("unnamed").orElse(Json.nothing()) instanceof Json.Obj unnamed) {
      lines.add(
          "Named no engines, and cannot be found by a version: %d of computed evidence, in %d submissions."
              .formatted(unnamed.integer("items"), unnamed.integer("submissions")));
    }
    return Words.named(whole, lines.toString());
  }

  private static String due(Json.Obj one) {
    String day = Words.text(one, "due");
    return day.isEmpty() ? "" : ", to be decided anew by " + day;
  }

  static String done(Json.Obj done) {
    String text =
        """
        condemned   %s
        opened      %s
        suspended   %s\
        """
            .formatted(
                Words.text(done, "condemnation"),
                numbers(done, "reopened"),
                numbers(done, "suspended"));
    return Words.is(done, "more")
        ? text
            + "\nMore rest on it. Run imprimatur impact reopen "
            + Words.text(done, "condemnation")
            + "."
        : text;
  }

  private static String numbers(Json.Obj done, String name) {
    String numbers =
        Words.array(done, name).stream().map(Words::text).collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "none" : numbers;
  }

  static String list(Json.Obj all) {
    var lines = new StringJoiner("\n");
    for (Json.Obj one : Words.objects(all, "condemnations")) {
      lines.add(
          "%s  %s %s, by %s%s: %s"
              .formatted(
                  Words.text(one, "condemnation"),
                  Words.text(one, "kind"),
                  Words.text(one, "thing"),
                  Words.text(one, "by"),
                  due(one),
                  Words.text(one, "reason")));
    }
    return lines.length() == 0 ? "Nothing stands condemned." : Words.named(all, lines.toString());
  }
}
