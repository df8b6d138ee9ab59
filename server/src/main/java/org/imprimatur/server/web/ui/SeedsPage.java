// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.proof.seed.Seed;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Planted;
import org.imprimatur.server.submissions.Seeds;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.SeedsSheet;
import org.imprimatur.server.web.ui.view.SeedsSheet.Acts;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Seeded cases. For everybody but stewards and those asked for their name it is no page. */
@Controller
final class SeedsPage {
  private static final String PAGE = "/seeds";

  private final Screens screens;
  private final Seeds seeds;
  private final Models models;
  private final Times times;

  SeedsPage(Screens screens, Seeds seeds, Models models, Times times) {
    this.screens = screens;
    this.seeds = seeds;
    this.models = models;
    this.times = times;
  }

  @GetMapping(PAGE)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    boolean steward = seeds.isSteward(caller);
    List<Planted> lent = seeds.lentBy(caller);
    hidden(steward || !lent.isEmpty());
    List<Planted> own = steward ? seeds.of(caller) : List.of();
    var sheet =
        new SeedsSheet(
            steward,
            lent.stream().map(one -> line(one, true)).toList(),
            own.stream().map(one -> line(one, false)).toList(),
            own.stream().filter(one -> one.committed().isEmpty() && one.agreed()).count(),
            Seeds.MOST_EMPTY);
    return screens.show(request, Screens.Place.of("seeds", "insights", "Seeded cases"), sheet);
  }

  private static void hidden(boolean shown) {
    if (!shown) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  private SeedsSheet.Line line(Planted one, boolean lent) {
    return new SeedsSheet.Line(
        PAGE + "/" + one.id(),
        one.bad()
            .map(
                bad -> {
                  String name = models.name(bad.model());
                  return Text.NOTHING.link(
                      "%s v%d".formatted(name, bad.version()),
                      "/models/%s/v%d".formatted(name, bad.version()));
                })
            .orElse(Text.of("Nothing")),
        one.words(),
        state(one),
        when(one),
        acts(one, lent));
  }

  private static Acts acts(Planted one, boolean lent) {
    if (one.committed().isEmpty()) {
      return !lent ? Acts.DROP : one.agreed() ? Acts.NOTHING : Acts.ANSWER;
    }
    return one.isClosed() && !lent ? Acts.REVEAL : Acts.NOTHING;
  }

  private static Mark state(Planted one) {
    if (one.revealed().isPresent()) {
      return new Mark("revealed", "eye", "mute");
    }
    if (one.committed().isPresent()) {
      return new Mark("committed", "lock", "ok");
    }
    return one.agreed()
        ? new Mark("agreed to", "circle-check", "wait")
        : new Mark("waits for the name", "clock", "wait");
  }

  private String when(Planted one) {
    return one.revealed()
        .map(times::at)
        .or(
            () ->
                one.committed()
                    .map(
                        at ->
                            "%s, revealed until %s"
                                .formatted(times.at(at), times.at(Seed.due(at)))))
        .orElse("");
  }

  @PostMapping(PAGE)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> prepare(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(defaultValue = "0") long version,
      @RequestParam(defaultValue = "") String words) {
    hidden(seeds.isSteward(caller));
    return done(request, words, () -> seeds.plant(caller, model, version, words));
  }

  @PostMapping(PAGE + "/commitment")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> commit(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "0") int empty) {
    hidden(seeds.isSteward(caller));
    return done(request, "", () -> seeds.commit(caller, empty));
  }

  @PostMapping(PAGE + "/{id}/name")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> name(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String lend) {
    hidden(seeds.lentBy(caller).stream().anyMatch(one -> one.id().equals(id)));
    return done(
        request,
        "",
        () -> {
          if (lend.equals("yes")) {
            seeds.lend(caller, id);
          } else {
            seeds.keep(caller, id);
          }
        });
  }

  @PostMapping(PAGE + "/{id}/end")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> end(HttpServletRequest request, Caller caller, @PathVariable String id) {
    hidden(seeds.isSteward(caller));
    return done(request, "", () -> seeds.drop(caller, id));
  }

  @PostMapping(PAGE + "/{id}/reveal")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> reveal(
      HttpServletRequest request, Caller caller, @PathVariable String id) {
    hidden(seeds.of(caller).stream().anyMatch(one -> one.id().equals(id)));
    return done(request, "", () -> seeds.reveal(caller, id));
  }

  private ResponseEntity<byte[]> done(HttpServletRequest request, String written, Runnable deed) {
    try {
      deed.run();
      return Screens.go(PAGE);
    } catch (RefusedException e) {
      return PageFaults.show(
          screens, request, e.refusal(), written, new Link("Back to the seeded cases", PAGE));
    }
  }
}
