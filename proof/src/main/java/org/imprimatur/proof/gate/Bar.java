// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

/**
 * Why somebody cannot sign.
 *
 * @param code {@code role}, {@code delegation}, {@code recused}, {@code contributor}, {@code
 *     qualification}, {@code team} or {@code condemned}
 * @param person who stands in the way: the signer or the delegator
 * @param words what follows the name, such as "contributed to the version: registered version 2"
 */
public record Bar(String code, String person, String words) {
  /** The whole sentence under the pseudonym. */
  public String sentence() {
    return person + " " + words + ".";
  }
}
