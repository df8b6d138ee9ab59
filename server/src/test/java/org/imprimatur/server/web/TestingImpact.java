// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.monitoring.Reopenings;
import org.imprimatur.server.web.RunningServer.Answer;

/** What rests on a thing, and its condemnation, over the API of a server. */
record TestingImpact(RunningServer server) {
  /** Promises of a model; somebody can send signals of theirs. */
  static final String KPIS =
      "[{\"name\":\"overdue\",\"unit\":\"%\",\"direction\":\"at-most\",\"limit\":\"2\","
          + "\"owner\":\"lena\",\"every\":\"P30D\",\"breach\":\"tell\"}]";

  Json.Obj trace(String username, String kind, String thing) {
    Answer answer =
        server.get(
            username,
            "/api/v1/impact?limit=200&kind=%s&thing=%s"
                .formatted(kind, URLEncoder.encode(thing, UTF_8)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /**
   * Asks for a condemnation.
   *
   * @param more further members, after a comma
   */
  Answer post(String by, String kind, String thing, String more) {
    return server.post(
        by,
        "/api/v1/impact/condemnations",
        "{\"kind\":\"%s\",\"thing\":\"%s\",\"reason\":\"It is bad.\"%s}"
            .formatted(kind, thing, more));
  }

  Json.Obj condemn(String by, String kind, String thing, String more) {
    Answer answer = post(by, kind, thing, more);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  void lift(Json.Obj done) {
    server
        .bean(Reopenings.class)
        .lift(server.caller("bruno"), done.string("condemnation"), "It was looked into.");
  }

  static List<Json.Obj> submissions(Json.Obj trace) {
    List<Json.Obj> all = new ArrayList<>();
    for (Json of : trace.array("models").values()) {
      ((Json.Obj) of).array("submissions").values().forEach(one -> all.add((Json.Obj) one));
    }
    return all;
  }

  /** How a submission rests on it, in sentences. */
  static List<String> sentences(Json.Obj trace, long submission) {
    return submissions(trace).stream()
        .filter(one -> one.integer("submission") == submission)
        .flatMap(one -> one.array("links").values().stream())
        .map(link -> ((Json.Obj) link).string("sentence"))
        .toList();
  }

  Json.Obj verdict(long submission) {
    return server.get("ada", "/api/v1/submissions/" + submission).json().object("verdict");
  }

  List<String> obstacles(long submission) {
    return verdict(submission).array("obstacles").values().stream()
        .map(reason -> ((Json.Obj) reason).string("code"))
        .toList();
  }
}
