// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Manifest;

/** Whether the files at hand are those of the approved version, all of them and no other. */
final class ArtifactCheck {
  private ArtifactCheck() {}

  static List<Objection> objections(Manifest manifest, Map<String, Held> held) {
    List<Objection> objections = new ArrayList<>();
    var others = new TreeSet<>(held.keySet());
    for (Manifest.File file : manifest.files()) {
      others.remove(file.path());
      Held found = held.get(file.path());
      if (found == null) {
        objections.add(
            new Objection(
                "attestation.file-missing",
                file.path() + " belongs to the approved version and is missing."));
      } else if (!found.digest().equals(file.digest()) || found.size() != file.size()) {
        objections.add(changed(file, found));
      }
    }
    for (String other : others) {
      objections.add(
          new Objection(
              "attestation.file-extra", other + " does not belong to the approved version."));
    }
    return objections;
  }

  private static Objection changed(Manifest.File file, Held found) {
    return new Objection(
        "attestation.file-changed",
        file.path()
            + " is not the approved file: it has the digest "
            + found.digest().brief()
            + " and "
            + found.size()
            + " bytes, approved is "
            + file.digest().brief()
            + " with "
            + file.size()
            + " bytes.");
  }
}
