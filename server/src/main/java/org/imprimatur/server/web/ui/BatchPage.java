// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.BatchSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One batch of production data with what was computed of it. */
@Controller
final class BatchPage {
  private final Screens screens;
  private final Models models;
  private final Batches batches;
  private final BatchSheets sheets;

  BatchPage(Screens screens, Models models, Batches batches, BatchSheets sheets) {
    this.screens = screens;
    this.models = models;
    this.batches = batches;
    this.sheets = sheets;
  }

  @GetMapping("/models/{name}/v{number}/monitoring/batches/{batch}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      @PathVariable String name,
      @PathVariable long number,
      @PathVariable long batch) {
    Model model = models.get(name);
    BatchSheet sheet = sheets.sheet(model, number, batches.get(model, number, batch));
    return screens.show(
        request,
        Screens.Place.of(
            "batch",
            "monitoring",
            "%s: batch %d of %s v%d".formatted(sheet.state().word(), batch, name, number),
            new Link("Models", "/models"),
            new Link(name, "/models/" + name),
            new Link("v" + number, "/models/%s/v%d".formatted(name, number)),
            new Link("Monitoring", MonitoringWords.page(name, number)),
            Link.words("Batch " + batch)),
        sheet);
  }
}
