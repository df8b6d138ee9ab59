// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.task;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What had to be guessed about the files of a task, each in a sentence; nothing where all was
 * certain. Files are read side by side, and some more than once: each guess is told once, in order.
 */
public final class Guesses {
  private final Set<String> sentences = new ConcurrentSkipListSet<>();

  public void add(String sentence) {
    sentences.add(sentence);
  }

  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
