// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.FindingFilter;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.reviews.Place;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is found, asked and answered. Resolving, retesting and accepting are on the page only. */
@RestController
@RequestMapping("/api/v1")
final class ReviewResource {
  private final Faces faces;
  private final ReviewView view;

  ReviewResource(Faces faces, ReviewView view) {
    this.faces = faces;
    this.view = view;
  }

  /** What the routes act through. */
  @Component
  record Faces(Discussions discussions, Findings findings, Usernames usernames, Models models) {
    String person(String username) {
      return usernames.person(username);
    }
  }

  @GetMapping("/findings")
  @Needs(Permission.READ)
  Json list(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String severity,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    int count = Paging.limit(limit);
    long from = Paging.before(cursor);
    var filter =
        new FindingFilter(
            state,
            severity,
            owner.isEmpty() ? "" : faces.person(owner),
            model.isEmpty() ? "" : faces.models().get(model).id());
    List<FindingRow> rows =
        faces.findings().list(filter).stream().skip(from).limit(count + 1L).toList();
    Optional<String> next =
        rows.size() > count ? Optional.of(Long.toString(from + count)) : Optional.empty();
    return Shown.page("findings", rows.stream().limit(count).map(view::row).toList(), next);
  }

  @GetMapping("/findings/{number}")
  @Needs(Permission.READ)
  Json get(@PathVariable long number) {
    return view.finding(faces.findings().get(number));
  }

  @PostMapping("/submissions/{number}/findings")
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> raise(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body =
        Body.of(
            json,
            "class",
            "item",
            "path",
            "said",
            "severity",
            "owner",
            "due",
            "failure",
            "challenge",
            "text");
    var raised =
        faces
            .findings()
            .raise(
                caller,
                number,
                place(body),
                new Findings.Found(
                    body.text("severity"),
                    faces.person(body.text("owner")),
                    body.text("due"),
                    body.find("failure"),
                    number(body, "challenge"),
                    body.text("text")));
    return created(view.finding(faces.findings().get(raised.finding())));
  }

  @PostMapping("/findings/{number}/fixes")
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> fix(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "text", "seen");
    faces.findings().fix(caller, number, body.text("text"), number(body, "seen"));
    return created(view.finding(faces.findings().get(number)));
  }

  /** The model's owner names who puts it right, where its owner left. */
  @PostMapping("/findings/{number}/owner")
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> hand(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "owner", "text", "seen");
    faces
        .findings()
        .hand(
            caller,
            number,
            faces.person(body.text("owner")),
            body.text("text"),
            number(body, "seen"));
    return created(view.finding(faces.findings().get(number)));
  }

  @GetMapping("/submissions/{number}/discussion")
  @Needs(Permission.READ)
  Json discussion(@PathVariable long number) {
    return view.discussion(number);
  }

  @PostMapping("/submissions/{number}/challenges")
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> challenge(
      Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "class", "item", "path", "said", "role", "asked", "text");
    var raised =
        faces
            .discussions()
            .challenge(
                caller,
                number,
                place(body),
                new Discussions.Question(
                    body.text("role"), body.find("asked").map(faces::person), body.text("text")));
    return created(shown(raised.challenge(), number));
  }

  @PostMapping("/challenges/{number}/answers")
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> answer(
      Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "text", "seen");
    var answered =
        faces.discussions().answer(caller, number, body.text("text"), number(body, "seen"));
    return created(shown(number, answered.submission()));
  }

  @PostMapping("/submissions/{number}/comments")
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> comment(
      Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "class", "item", "path", "said", "challenge", "text");
    faces
        .discussions()
        .comment(caller, number, place(body), number(body, "challenge"), body.text("text"));
    return created(view.discussion(number));
  }

  private Json shown(long challenge, long submission) {
    return view.challenge(faces.discussions().of(submission).challenge(challenge).orElseThrow());
  }

  private static ResponseEntity<Json> created(Json json) {
    return ResponseEntity.status(HttpStatus.CREATED).body(json);
  }

  private static Place place(Body body) {
    return new Place(
        body.text("class"), body.text("item", ""), body.text("path", ""), body.findDigest("said"));
  }

  private static OptionalLong number(Body body, String name) {
    return body.has(name) ? OptionalLong.of(body.integer(name)) : OptionalLong.empty();
  }
}
