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

/** The signatures of a submission as one sheet that prints. */
@Controller
final class ManifestPage {
  private final Screens screens;
  private final Gates gates;
  private final ManifestSheets sheets;

  ManifestPage(Screens screens, Gates gates, ManifestSheets sheets) {
    this.screens = screens;
    this.gates = gates;
    this.sheets = sheets;
  }

  static String address(long number) {
    return "/submissions/%d/manifest".formatted(number);
  }

  @GetMapping("/submissions/{number}/manifest")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, @PathVariable long number) {
    return screens.show(
        request,
        Screens.Place.of(
            "manifest",
            "submissions",
            "Sign-off manifest, submission " + number,
            new Link("Submission " + number, "/submissions/" + number),
            Link.words("Sign-off manifest")),
        sheets.sheet(gates.standing(number)));
  }
}
