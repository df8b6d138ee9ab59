// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Removals;
import org.imprimatur.server.monitoring.Rollbacks;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Out of production for good, and back to a version of before, as the pages send it. */
@Controller
final class RemovalsPage {
  private final Screens screens;
  private final Models models;
  private final Watches watches;
  private final Rollbacks rollbacks;
  private final Removals removals;

  RemovalsPage(
      Screens screens, Models models, Watches watches, Rollbacks rollbacks, Removals removals) {
    this.screens = screens;
    this.models = models;
    this.watches = watches;
    this.rollbacks = rollbacks;
    this.removals = removals;
  }

  @PostMapping("/models/{name}/v{number}/rollback")
  @Needs(Permission.ROLL_BACK)
  ResponseEntity<byte[]> rollBack(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason) {
    return done(
        request,
        reason,
        version(name, number),
        () -> rollbacks.rollBack(caller, name, number, reason));
  }

  @PostMapping("/models/{name}/v{number}/retirement")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> retire(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason) {
    return done(
        request,
        reason,
        version(name, number),
        () -> removals.retire(caller, name, number, reason));
  }

  /** It cannot be undone: whoever does it writes down of which model. */
  @PostMapping("/models/{name}/v{number}/withdrawal")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> withdraw(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String typed) {
    return done(
        request,
        reason,
        version(name, number),
        () -> {
          if (!typed.strip().equals(name)) {
            throw new RefusedException(
                new Refusal(
                    "removal.typed",
                    422,
                    "The approval of %s v%d stands: its name was not typed as it is written."
                        .formatted(name, number),
                    List.of(),
                    "Go back and type %s, the model's name.".formatted(name)));
          }
          removals.withdraw(caller, name, number, reason);
        });
  }

  @PostMapping("/models/{name}/retirement")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> retireAll(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String reason) {
    return done(
        request,
        reason,
        new Link("Back to the model", "/models/" + name),
        () -> removals.retire(caller, name, reason));
  }

  /** What never was in production has no page among what is watched. */
  private Link version(String name, long number) {
    boolean watched = watches.find(models.get(name).id(), number).isPresent();
    return new Link(
        "Back to the version",
        watched ? MonitoringWords.page(name, number) : "/models/%s/v%d".formatted(name, number));
  }

  private ResponseEntity<byte[]> done(
      HttpServletRequest request, String words, Link page, Runnable act) {
    return PageFaults.done(screens, request, words, page, act);
  }
}
