// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.PrintStream;
import java.util.Locale;

/** Tells the story, a line a step, and remembers whether all came out as told. */
final class Teller {
  private final PrintStream out;
  private final long start = System.nanoTime();
  private int told;
  private int otherwise;

  Teller(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    out.println();
    out.println(title);
  }

  /** One step: what happened, and whether it is what the story says. */
  void step(String sentence, boolean asTold, String otherwiseShow) {
    told++;
    double seconds = (double) (System.nanoTime() - start) / 1e9;
    out.printf(Locale.ROOT, "  %s %5.1f s  %s%n", asTold ? "✓" : "✗", seconds, sentence);
    if (!asTold) {
      otherwise++;
      out.println("              not as told: " + otherwiseShow);
    }
  }

  void note(String sentence) {
    out.println("              " + sentence);
  }

  boolean asTold() {
    return otherwise == 0 && told > 0;
  }

  String conclusion() {
    return asTold()
        ? "All " + told + " steps came out as told."
        : otherwise + " of " + told + " steps came out otherwise.";
  }
}
