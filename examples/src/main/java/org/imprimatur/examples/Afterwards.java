// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

/** What was promised before the promotion is measured after it; the numbers are made up. */
final class Afterwards {
  private final Cast cast;
  private final Commands commands;
  private final Teller teller;

  Afterwards(Cast cast, Commands commands, Teller teller) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
  }

  void play() {
    teller.chapter("7  After the promotion: the promises are measured (the numbers are made up)");
    var ratio =
        signal(
            "lena",
            "mortgage-fast-track",
            "2",
            "four-fifths ratio of the fast track by afam",
            "0.86");
    teller.step(
        "Lena sends the month's ratio, 0.86 of at least 0.80: the promise is kept",
        ratio.yes(),
        ratio.told());
    var right = signal("ada", "titanic", "1", "right answers", "78.1");
    teller.step(
        "78.1 % of titanic's answers were right, of at least 75", right.yes(), right.told());
    var wrong = signal("ada", "titanic", "1", "right answers", "61.0");
    teller.step(
        "Then only 61.0 %: it is recorded, and the promise is broken", wrong.no(), wrong.told());
    var gate = commands.untilNo(cast.get("ada"), "gate", "titanic", "1");
    teller.step(
        "Imprimatur suspends the version, and the gate says no to every pipeline",
        gate.no(),
        gate.told());
  }

  private Commands.Ended signal(
      String username, String model, String version, String promise, String value) {
    return commands.as(cast.get(username), "signal", model, version, promise, value);
  }
}
