// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

/** An evaluation file that cannot be followed. */
final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String sentence;

  EvaluationException(String code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }
}
