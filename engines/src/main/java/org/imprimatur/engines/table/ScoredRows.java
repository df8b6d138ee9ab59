// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import org.imprimatur.engines.task.CheckException;

/** Rows with a score and a code, which can be read again and again, in any order. */
interface ScoredRows {
  /** The code of a row without a label; no other row has it. */
  char NO_LABEL = Character.MAX_VALUE;

  /** Reads all rows, those without a finite score or a label among them. */
  void readAll(Sink sink) throws CheckException;

  /** Reads the rows whose score lies within two bounds, both included. */
  void read(double low, double high, Sink sink) throws CheckException;

  /** Reads their scores only; the codes that the sink is given say nothing. */
  void readScores(double low, double high, Sink sink) throws CheckException;

  /** Takes some rows; the arrays are overwritten afterwards. */
  interface Sink {
    /**
     * Takes the first rows of two arrays.
     *
     * @param codes twice the number of the row's cell, one more where its label is positive
     */
    void rows(double[] scores, char[] codes, int count);
  }
}
