// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

/** What is wrong with a policy, where (both counted from 1), and what to write instead. */
public record PolicyError(int line, int column, String code, String message)
    implements Comparable<PolicyError> {
  @Override
  public int compareTo(PolicyError other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return "Line " + line + ", column " + column + ": " + message + " [" + code + "]";
  }
}
