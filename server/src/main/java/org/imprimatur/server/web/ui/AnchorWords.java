// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Optional;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.ReviewConduct;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.server.audit.Blobs;
import org.springframework.stereotype.Component;

/** What something was said of, and whether that has changed since: the old value beside the new. */
@Component
record AnchorWords(Blobs blobs) {
  private static final String METRICS = "metrics.";

  String of(Anchor anchor, Dossier dossier) {
    String place =
        anchor.evidenceClass()
            + (anchor.item().isEmpty() ? "" : ", " + anchor.item())
            + (anchor.path().isEmpty() ? "" : ", " + anchor.path());
    Optional<Digest> now = ReviewConduct.digest(dossier, anchor.evidenceClass(), anchor.item());
    if (now.equals(anchor.said())) {
      String value = now.map(digest -> value(digest, anchor.path())).orElse("");
      return place + (value.isEmpty() ? "" : ": " + value);
    }
    return place
        + ". Said of an earlier run: "
        + side(anchor.said(), anchor.path())
        + " then, "
        + side(now, anchor.path())
        + " now";
  }

  /** A metric of an item, as it is now. */
  record Measured(String name, double value) {}

  /** The metric that something is said of; empty where the place is none, or has no number now. */
  Optional<Measured> metric(Anchor anchor, Dossier dossier) {
    if (!anchor.path().startsWith(METRICS) || anchor.item().isEmpty()) {
      return Optional.empty();
    }
    String name = anchor.path().substring(METRICS.length()).replaceFirst("\\.value$", "");
    return ReviewConduct.digest(dossier, anchor.evidenceClass(), anchor.item())
        .flatMap(digest -> at(digest, "metrics"))
        .filter(Json.Obj.class::isInstance)
        .flatMap(metrics -> ((Json.Obj) metrics).find(name))
        .map(found -> found instanceof Json.Obj of ? of.find("value").orElse(of) : found)
        .filter(Json.Num.class::isInstance)
        .map(number -> new Measured(name, ((Json.Num) number).value()));
  }

  private String side(Optional<Digest> digest, String path) {
    if (digest.isEmpty()) {
      return "nothing";
    }
    String value = value(digest.get(), path);
    return (value.isEmpty() ? "" : value + " ") + "(" + digest.get().brief() + ")";
  }

  /** What the item says at the path; empty where it is no item or says nothing there. */
  private String value(Digest digest, String path) {
    if (path.isEmpty()) {
      return "";
    }
    return at(digest, path).map(AnchorWords::shown).orElse("");
  }

  private Optional<Json> at(Digest digest, String path) {
    try {
      return blobs.find(digest).map(Json::parse).map(json -> at(json, path));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  /** A name in a path may hold dots itself, so every way to cut it is tried. */
  private static Json at(Json json, String path) {
    if (path.isEmpty() || !(json instanceof Json.Obj object)) {
      return path.isEmpty() ? json : Json.nothing();
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      Optional<Json> found = object.find(path.substring(0, end));
      if (found.isPresent()) {
        return at(found.get(), end == path.length() ? "" : path.substring(end + 1));
      }
    }
    return Json.nothing();
  }

  private static String shown(Json json) {
    return switch (json) {
      case Json.Num(var number) -> Words.decimal(number, 4);
      case Json.Str(var text) -> text;
      case Json.Bool(var truth) -> truth ? "yes" : "no";
      case Json.Obj object -> shown(object.find("value").orElse(Json.nothing()));
      case Json.Arr _, Json.Null _ -> "";
    };
  }
}
