// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.task;

/** The input does not allow the check: what is wrong, with which thing, and what to do. */
public final class CheckException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String sentence;

  public CheckException(String code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  public String code() {
    return code;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
