// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.batches.Withdrawals;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.BatchSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One batch of production data with what was computed of it, and taking it back. */
@Controller
final class BatchPage {
  private final Screens screens;
  private final Models models;
  private final Batches batches;
  private final Withdrawals withdrawals;
  private final BatchSheets sheets;
  private final InstantSource clock;

  BatchPage(
      Screens screens,
      Models models,
      Batches batches,
      Withdrawals withdrawals,
      BatchSheets sheets,
      InstantSource clock) {
    this.screens = screens;
    this.models = models;
    this.batches = batches;
    this.withdrawals = withdrawals;
    this.sheets = sheets;
    this.clock = clock;
  }

  @GetMapping("/models/{name}/v{number}/monitoring/batches/{batch}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @PathVariable long batch) {
    Model model = models.get(name);
    Batch found = batches.get(model, number, batch);
    boolean withdraws = withdrawals.may(caller, model, found, clock.instant());
    BatchSheet sheet = sheets.sheet(model, number, found, withdraws);
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

  @PostMapping("/models/{name}/v{number}/monitoring/batches/{batch}/withdrawal")
  @Needs(Permission.SIGNAL)
  ResponseEntity<byte[]> withdraw(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @PathVariable long batch,
      @RequestParam(defaultValue = "") String reason) {
    return PageFaults.done(
        screens,
        request,
        reason,
        new Link("Back to the batch", BatchSheets.page(name, number, batch)),
        () -> withdrawals.withdraw(caller, name, number, batch, reason));
  }
}
