// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.web.RunningServer.Answer;

/** A submission of the low tier, which one peer can approve, as its people send to it. */
record PeerSubmission(RunningServer server, String model, long number) {
  String page() {
    return "/submissions/" + number;
  }

  String api() {
    return "/api/v1/submissions/" + number;
  }

  Answer promote(String username) {
    return server.post(username, api() + "/promotion", "{}");
  }

  Map<String, String> form(String username) {
    return RunningServer.hidden(server.open(username, page() + "/sign?role=peer"));
  }

  Answer send(String username, Map<String, String> form, Map<String, String> filled) {
    return server.submit(server.browser(username), form, page() + "/sign", filled);
  }

  Answer sign(String username) {
    return send(username, form(username), decision("approve"));
  }

  static Map<String, String> decision(String decision) {
    return Map.of(
        "role",
        "peer",
        "decision",
        decision,
        "opinion",
        "It is in order.",
        "password",
        RunningServer.PASSWORD);
  }

  Answer supply(String text) throws IOException {
    Path file = Files.createTempFile("note", ".md");
    Digest content = server.upload("ada", Files.writeString(file, text));
    Files.delete(file);
    return server.post(
        "ada",
        api() + "/evidence",
        "{\"class\":\"documentation\",\"name\":\"note.md\",\"content\":\"" + content + "\"}");
  }

  List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  List<SignoffGiven> signOffs() {
    return acts().stream()
        .filter(SignoffGiven.class::isInstance)
        .map(SignoffGiven.class::cast)
        .filter(given -> given.submission() == number)
        .toList();
  }

  boolean isPromoted() {
    return acts().stream()
        .anyMatch(act -> act instanceof VersionPromoted to && to.submission() == number);
  }
}
