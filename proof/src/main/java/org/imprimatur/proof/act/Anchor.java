// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/**
 * What something was said of: a class of the dossier, one of its items, and a place in it such as
 * {@code metrics.roc_auc}, {@code group:age=young} or {@code line:14}.
 *
 * @param item empty where the whole class is meant
 * @param path empty where the whole item is meant
 * @param said the digest that the item, or the class, had when it was said; absent where the class
 *     held nothing
 */
public record Anchor(String evidenceClass, String item, String path, Optional<Digest> said) {
  static Anchor read(ActReader in) {
    return new Anchor(
        in.string("class"), in.string("item"), in.string("path"), in.findDigest("said"));
  }

  ActWriter write(ActWriter out) {
    return out.put("class", evidenceClass).put("item", item).put("path", path).put("said", said);
  }
}
