// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * Who signed what: every signature with its printed name, instant and meaning, to print.
 *
 * @param record what was signed over
 * @param decided delegations, conditions and waivers, each with a table or a sentence
 */
public record ManifestSheet(
    String title,
    String standing,
    List<Fact> record,
    List<Signature> signatures,
    List<ReportSheet.Section> decided,
    String checkpoint) {
  public ManifestSheet {
    record = List.copyOf(record);
    signatures = List.copyOf(signatures);
    decided = List.copyOf(decided);
  }

  /** One signature under the signer's name. */
  public record Signature(String name, Text statement, List<Fact> facts) {
    public Signature {
      facts = List.copyOf(facts);
    }
  }
}
