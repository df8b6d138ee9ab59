// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A submission as a validation report that prints. */
@Controller
final class ReportPage {
  private final Screens screens;
  private final Gates gates;
  private final ReportSheets sheets;

  ReportPage(Screens screens, Gates gates, ReportSheets sheets) {
    this.screens = screens;
    this.gates = gates;
    this.sheets = sheets;
  }

  @GetMapping("/submissions/{number}/report")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, @PathVariable long number) {
    return screens.show(
        request,
        Screens.Place.of(
            "report",
            "submissions",
            "Validation report, submission " + number,
            new Link("Submission " + number, "/submissions/" + number),
            Link.words("Validation report")),
        sheets.sheet(gates.standing(number)));
  }
}
