// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.Collection;
import java.util.List;

/** Mail as it is read: a subject, plain text, and one link for each thing. */
final class Letters {
  /** What stands in a letter. */
  record Letter(String subject, String text) {
    Letter {
      // Nothing that stands here has a line end; a header would end with it if something had.
      subject =
          subject
              .codePoints()
              .map(c -> Character.isISOControl(c) ? ' ' : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
    }
  }

  /** How many things one list names: nobody reads on, and a mail server takes only so much. */
  static final int MOST = 100;

  private final String base;

  Letters(String base) {
    this.base = base;
  }

  /** One thing. */
  Letter of(Matter matter) {
    String role = matter.role().map(one -> " as " + PlainName.of(one)).orElse("");
    String what = matter.kind().toPerson() + role + ": " + matter.thing().words();
    return new Letter(what, "%s.%n%n%s%s%n%n%s".formatted(what, base, matter.path(), end()));
  }

  /** All that waits, and what happened since the last digest. */
  Letter digest(Collection<Matter> waiting, List<Matter> happened) {
    int count = waiting.size();
    String subject =
        count == 0
            ? "Nothing waits for you"
            : count == 1 ? "1 thing waits for you" : count + " things wait for you";
    var text = new StringBuilder();
    if (!happened.isEmpty()) {
      text.append("Since the last digest:\n\n");
      items(text, happened);
    }
    list(text, subject, waiting);
    return new Letter(subject, text.append(end()).toString());
  }

  /** The first letter to an address, with all that waits now. */
  Letter welcome(Collection<Matter> waiting) {
    var text = new StringBuilder();
    text.append(Kind.WELCOME.toPerson()).append(".\n");
    text.append("If you did not ask for that, somebody mistyped their address: ignore it.\n\n");
    list(text, waiting.isEmpty() ? "Nothing waits for you now" : "This waits for you now", waiting);
    return new Letter(Kind.WELCOME.toPerson(), text.append(end()).toString());
  }

  private void list(StringBuilder text, String what, Collection<Matter> waiting) {
    text.append(what).append(waiting.isEmpty() ? ".\n\n" : ":\n\n");
    items(text, waiting);
  }

  private void items(StringBuilder text, Collection<Matter> matters) {
    matters.stream().limit(MOST).forEach(matter -> item(text, matter));
    if (matters.size() > MOST) {
      text.append("And %d more: %s/%n%n".formatted(matters.size() - MOST, base));
    }
  }

  private void item(StringBuilder text, Matter matter) {
    text.append(
        "* %s: %s%n  %s%s%n%n"
            .formatted(matter.kind().toPerson(), matter.thing().words(), base, matter.path()));
  }

  private String end() {
    return "-- \nHow often you are written to is yours to choose: " + base + "/account\n";
  }
}
