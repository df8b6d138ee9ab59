// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.submissions.Look;
import org.imprimatur.server.web.ui.view.SubmissionSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.springframework.stereotype.Component;

/** What moved in each class since the reader opened it. */
@Component
record SinceLooked(SinceSigned figures) {
  /** Whether the class that somebody opened is another one now. */
  static boolean changed(Standing standing, String evidenceClass, Map<String, Look> looks) {
    Look look = looks.get(evidenceClass);
    Digest now = standing.input().dossier().digests().get(evidenceClass);
    return look != null && !look.digest().equals(now);
  }

  /**
   * A table for each class that changed.
   *
   * @param only whether the reader asked for nothing else
   */
  SubmissionSheet.Changes changes(
      Standing standing, String current, Map<String, Look> looks, boolean only) {
    List<Table> tables = new ArrayList<>();
    for (Look look : looks.values()) {
      if (changed(standing, look.evidenceClass(), looks)) {
        figures
            .table(standing, Set.of(look.evidenceClass()), look.at(), "When you opened it")
            .map(table -> captioned(table, look.evidenceClass()))
            .ifPresent(tables::add);
      }
    }
    boolean any = looks.keySet().stream().anyMatch(name -> changed(standing, name, looks));
    String page = "?class=" + current;
    return new SubmissionSheet.Changes(
        only, only ? page : page + "&only=changed", any || only, only ? tables : List.of());
  }

  private static Table captioned(Table table, String evidenceClass) {
    return new Table(
        "%s: %s you opened it"
            .formatted(Words.capital(evidenceClass), table.caption().toLowerCase(Locale.ROOT)),
        table.heads(),
        table.rows());
  }
}
