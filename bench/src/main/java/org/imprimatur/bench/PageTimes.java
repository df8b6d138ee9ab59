// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * Fills a fresh server over its API with submissions, findings and comments, and times every page
 * as a signed-in reader gets it, each after an act of somebody else, so that nothing kept for an
 * unchanged log helps.
 */
final class PageTimes {
  private static final int MODELS = 50;

  private final Site site;
  private int acts;

  private PageTimes(Site site) {
    this.site = site;
  }

  /** Arguments: address, data folder, examples folder, submissions, findings, comments, rounds. */
  public static void main(String[] words) throws Exception {
    if (words.length != 7) {
      System.err.println("Usage: bench/pages [SUBMISSIONS] [FINDINGS] [COMMENTS] [ROUNDS]");
      System.exit(2);
    }
    var times = new PageTimes(new Site(words[0], Path.of(words[1])));
    int submissions = Integer.parseInt(words[3]);
    times.fill(Path.of(words[2]), submissions);
    times.discuss(submissions, Integer.parseInt(words[4]), Integer.parseInt(words[5]));
    times.measure(Integer.parseInt(words[6]));
  }

  private void fill(Path examples, int submissions) throws IOException, InterruptedException {
    Path file = examples.resolve("data/titanic/models/lr/model.onnx");
    Digest model = site.upload("ada", file);
    Digest card = site.upload("ada", examples.resolve("models/titanic/v1.md"));
    for (int i = 0; i < submissions; i++) {
      String name = "/api/v1/models/model-" + i % MODELS;
      if (i < MODELS) {
        register("model-" + i);
      }
      String body =
          """
          {"manifest":{"files":[{"path":"model.onnx","digest":"%s","size":%d}]},"cutoff":"0.%d",\
          "lineage":{"contributors":["sam"]},"card":"%s"}\
          """
              .formatted(model, Files.size(file), 100 + i / MODELS, card);
      long number = site.post("ada", name + "/versions", body).integer("version");
      site.post("ada", name + "/versions/" + number + "/submissions", "{\"gate\":\"production\"}");
    }
  }

  private void register(String name) throws IOException, InterruptedException {
    String path = "/api/v1/models/" + name;
    site.post(
        "ada",
        "/api/v1/models",
        "{\"name\":\"%s\",\"use\":{\"purpose\":\"load\",\"population\":\"none\"}}".formatted(name));
    String assessment =
        site.post(
                "ada", path + "/risk", "{\"answers\":{\"effect\":\"none\",\"exposure\":\"small\"}}")
            .string("assessment");
    site.post(
        "dmitri",
        path + "/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(assessment));
  }

  /** Findings and comments spread over the submissions. */
  private void discuss(int submissions, int findings, int comments)
      throws IOException, InterruptedException {
    for (int i = 0; i < findings; i++) {
      site.post(
          "dmitri",
          "/api/v1/submissions/%d/findings".formatted(1 + i % submissions),
          """
          {"severity":"low","owner":"ada","due":"%s",\
          "class":"documentation","text":"The card says little, number %d."}\
          """
              .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(300), i));
    }
    for (int i = 0; i < comments; i++) {
      site.post(
          "dmitri",
          "/api/v1/submissions/%d/comments".formatted(1 + i % submissions),
          """
          {"class":"documentation","text":"A remark, number %d."}\
          """
              .formatted(i));
    }
  }

  /** Somebody else does something that no page may miss. */
  private void meanwhile() throws IOException, InterruptedException {
    site.post(
        "dmitri",
        "/api/v1/submissions/1/comments",
        "{\"class\":\"documentation\",\"text\":\"Once more, %d.\"}".formatted(acts++));
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    site.enrol("grace");
    HttpClient grace = site.reader("grace");
    Json.Obj first = site.get("ada", "/api/v1/submissions/1");
    String manifest = first.object("pinned").string("manifest");
    List<String> pages =
        List.of(
            "/",
            "/models",
            "/models/model-1",
            "/models/model-1/v1",
            "/submissions",
            "/submissions/1?class=documentation",
            "/submissions/1/sign?role=peer",
            "/findings",
            "/submissions/1/report",
            "/policies",
            "/audit",
            "/search?q=model-1",
            "/search?q=model-1+v1",
            "/search?q=" + manifest.substring("sha256:".length(), "sha256:".length() + 6));
    site.time(grace, pages, rounds, this::meanwhile);
  }
}
