// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;

/**
 * Batches of the first version of a model, as Lena sends them and Ada reads them.
 *
 * @param promoted when the version entered production; windows are of hours after that
 */
record TestingBatches(RunningServer server, String model, Instant promoted) {
  String path() {
    return "/api/v1/models/" + model + "/versions/1";
  }

  /** The address of the version's page of monitoring. */
  String monitoring() {
    return "/models/" + model + "/v1/monitoring";
  }

  /** The page of a batch as somebody reads it who may do nothing about it. */
  String page(long batch) {
    return server.open("hanna", monitoring() + "/batches/" + batch).text();
  }

  Answer send(String text, long from, long to) throws IOException {
    String body =
        Json.obj()
            .put("data", upload(text).toString())
            .put("from", promoted.plus(Duration.ofHours(from)).toString())
            .put("to", promoted.plus(Duration.ofHours(to)).toString())
            .build()
            .text();
    return server.post("lena", path() + "/batches", body);
  }

  Answer label(long batch, String text) throws IOException {
    String body = Json.obj().put("labels", upload(text).toString()).build().text();
    return server.post("lena", path() + "/batches/" + batch + "/labels", body);
  }

  Answer withdraw(String person, long batch, String body) {
    return server.post(person, path() + "/batches/" + batch + "/withdrawal", body);
  }

  Digest upload(String text) throws IOException {
    Path file = Files.createTempFile("rows", ".csv");
    try {
      return server.upload("lena", Files.writeString(file, text));
    } finally {
      Files.delete(file);
    }
  }

  Json.Obj read(long batch) {
    return server.get("ada", path() + "/batches/" + batch).json();
  }

  /** The same once it is computed. */
  Json.Obj awaited(long batch) {
    TestingWait.until(
        "Batch " + batch + " was not computed.",
        () -> !read(batch).string("state").equals("being computed"));
    return read(batch);
  }

  /** What a check found of a batch. */
  Json.Obj evidence(Json.Obj batch, String check) {
    String digest =
        batch.array("checks").values().stream()
            .map(Json.Obj.class::cast)
            .filter(one -> one.string("check").equals(check))
            .map(one -> one.string("evidence"))
            .findFirst()
            .orElseThrow();
    return server.get("ada", "/api/v1/blobs/" + digest.replace("sha256:", "")).json();
  }

  /** What was promised of a batch and measured, by its name. */
  static List<String> promises(Json.Obj batch) {
    return batch.array("figures").values().stream()
        .map(one -> ((Json.Obj) one).string("promise"))
        .toList();
  }

  List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  /** What was computed of batches, and nobody typed. */
  List<SignalRecorded> signals() {
    return acts().stream()
        .filter(SignalRecorded.class::isInstance)
        .map(SignalRecorded.class::cast)
        .filter(one -> one.evidence().isPresent())
        .toList();
  }
}
