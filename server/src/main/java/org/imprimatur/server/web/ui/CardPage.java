// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.CardSheet;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Link;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The card of a version: read by line, and written again by whoever proposes. */
@Controller
final class CardPage {
  private final Screens screens;
  private final Versions versions;
  private final Blobs blobs;

  CardPage(Screens screens, Versions versions, Blobs blobs) {
    this.screens = screens;
    this.versions = versions;
    this.blobs = blobs;
  }

  static String address(String model, long version) {
    return "/models/%s/v%d/card".formatted(model, version);
  }

  @GetMapping("/models/{name}/v{number}/card")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    Version version = versions.get(name, number);
    String over = version.card().map(Digest::toString).orElse("");
    Optional<String> text = text(version.card());
    // Nobody writes over what they could not read.
    boolean may = caller.may(Permission.PROPOSE) && (over.isEmpty() || text.isPresent());
    var form =
        may ? new CardSheet.Form(address(name, number), over, text.orElse(""), "", "") : null;
    return show(request, name, version, form, 200);
  }

  /** Files what was written; where that is refused, the page stays with the text in its form. */
  @PostMapping("/models/{name}/v{number}/card")
  @Needs(Permission.PROPOSE)
  ResponseEntity<byte[]> write(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestParam String text,
      @RequestParam String over) {
    Optional<Digest> read =
        over.isEmpty() ? Optional.empty() : Optional.of(Parameters.digest("over", over));
    String written = text.replace("\r\n", "\n");
    try {
      versions.rewriteCard(caller, name, number, written, read);
      return Screens.go(address(name, number));
    } catch (RefusedException e) {
      Version version = versions.get(name, number);
      // What stands there now is before the writer's eyes; what cannot be shown is not, and the
      // words that come back are refused again.
      boolean shown = version.card().isEmpty() || text(version.card()).isPresent();
      String before = shown ? version.card().map(Digest::toString).orElse("") : over;
      var refusal = e.refusal();
      var form =
          new CardSheet.Form(
              address(name, number), before, written, refusal.sentence(), refusal.code());
      return show(request, name, version, form, refusal.status());
    }
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request,
      String name,
      Version version,
      CardSheet.@Nullable Form form,
      int status) {
    Optional<String> text = text(version.card());
    String thing = name + " v" + version.number();
    var sheet =
        new CardSheet(
            "Model card of " + thing,
            text.map(one -> one.lines().toList()).orElse(List.of()),
            version.card().map(card -> Code.of(card.toString())).orElse(null),
            version.card().isPresent() && text.isEmpty()
                ? "The card is no text of up to 256 KiB, so that nobody writes it again here. Fetch"
                    + " it by its digest, and file another through the API."
                : "",
            form);
    return screens.show(
        request,
        Screens.Place.of(
            "card",
            "models",
            (status == 200 ? "" : "Error: not filed. ") + sheet.heading(),
            new Link("Models", "/models"),
            new Link(name, "/models/" + name),
            new Link("v" + version.number(), "/models/%s/v%d".formatted(name, version.number())),
            Link.words("Card")),
        sheet,
        status);
  }

  private Optional<String> text(Optional<Digest> card) {
    return card.flatMap(blobs::find)
        .filter(bytes -> bytes.length <= Versions.LONGEST_WRITTEN_CARD)
        .flatMap(CardPage::utf8);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
