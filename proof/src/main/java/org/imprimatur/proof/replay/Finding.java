// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import org.imprimatur.proof.json.Json;

/**
 * What is wrong with an entry, or what of it cannot be established.
 *
 * @param entry the entry's position, counted from 0
 * @param code a code that stays the same, such as {@code verdict.passes}
 */
public record Finding(long entry, String code, String sentence) {
  Json.Obj toJson() {
    return Json.obj().put("entry", entry).put("code", code).put("sentence", sentence).build();
  }

  @Override
  public String toString() {
    return "Entry " + entry + ": " + sentence + " [" + code + "]";
  }
}
