// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.Outside;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.PasswordCost;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The first model of an inventory, which people took to production on a real server at an instant
 * of the past: every other one has the same story.
 *
 * @param model its id
 * @param entries all that the log says of it and of its submission, in order
 */
record Sample(String model, List<Act> entries) {
  static final String NAME = "sample-of-all";
  static final String PROMISE = "overdue loans";
  static final List<String> READERS = List.of("grace", "dmitri", "owner-001", "ada");

  /** Starts a server on an empty folder, has people at work, and stops it. */
  static Sample play(Path data, Path setup, Path examples, Instant at, Optional<String> database)
      throws IOException, InterruptedException {
    var options = new ServerOptions("127.0.0.1", 0, data, database, Optional.of(setup));
    InstantSource clock = new Ticking(at, System.currentTimeMillis());
    try (ConfigurableApplicationContext context =
        ImprimaturServer.start(options, Outside.of(clock, PasswordCost.OWASP))) {
      var site = new Site(options.address(), data);
      for (String person : READERS) {
        site.enrol(person);
      }
      register(site);
      version(site, examples);
      promote(site);
      return read(context.getBean(Audit.class), context.getBean(Database.class));
    }
  }

  /** As fast as time, from an instant on. */
  private record Ticking(Instant from, long started) implements InstantSource {
    @Override
    public Instant instant() {
      return from.plusMillis(System.currentTimeMillis() - started);
    }
  }

  private static void register(Site site) throws IOException, InterruptedException {
    String path = "/api/v1/models/" + NAME;
    site.post(
        "ada",
        "/api/v1/models",
        "{\"name\":\"%s\",\"use\":{\"purpose\":\"Says which loans to look at again\",\"population\":\"borrowers\"}}"
            .formatted(NAME));
    site.post(
        "ada",
        path + "/promises",
        """
        {"kpis":[{"name":"%s","unit":"percent","direction":"at-most","limit":"2.5",\
        "owner":"lena","every":"quarter","breach":"tell"}]}\
        """
            .formatted(PROMISE));
    String assessment =
        site.post("ada", path + "/risk", "{\"answers\":{\"effect\":\"none\"}}")
            .string("assessment");
    site.post(
        "dmitri",
        path + "/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(assessment));
  }

  private static void version(Site site, Path examples) throws IOException, InterruptedException {
    Path file = examples.resolve("data/titanic/models/lr/model.onnx");
    Digest bytes = site.upload("ada", file);
    Digest card = site.upload("ada", examples.resolve("models/titanic/v1.md"));
    site.post(
        "ada",
        "/api/v1/models/" + NAME + "/versions",
        """
        {"manifest":{"files":[{"path":"model.onnx","digest":"%s","size":%d}]},"cutoff":"0.1",\
        "lineage":{"contributors":["sam"]},"card":"%s"}\
        """
            .formatted(bytes, Files.size(file), card));
  }

  private static void promote(Site site) throws IOException, InterruptedException {
    site.post(
        "ada", "/api/v1/models/" + NAME + "/versions/1/submissions", "{\"gate\":\"production\"}");
    for (String checked : List.of("artifact", "card")) {
      await(
          site,
          "/api/v1/submissions/1/verdict",
          "\"requirement\":\"%s\",\"state\":\"SATISFIED\"".formatted(checked));
    }
    HttpClient grace = site.reader("grace");
    site.sign(grace, 1, "peer");
    site.post("ada", "/api/v1/submissions/1/promotion", "{}");
    await(site, "/api/v1/submissions/1", "attestation");
  }

  private static void await(Site site, String path, String words)
      throws IOException, InterruptedException {
    Json.Obj answer = site.get("ada", path);
    for (int i = 0; i < 300 && !answer.text().contains(words); i++) {
      Thread.sleep(200);
      answer = site.get("ada", path);
    }
    if (!answer.text().contains(words)) {
      throw new IOException("The sample waits in vain for " + words + ": " + answer.text());
    }
  }

  private static Sample read(Audit audit, Database database) {
    String model = database.reader().sql("SELECT model FROM models").query(String.class).single();
    List<Act> acts = new ArrayList<>();
    for (byte[] entry : audit.entries(0, Math.toIntExact(audit.size()))) {
      Act act = Act.parse(entry);
      String text = Json.parse(entry).text();
      if (text.contains(model) || text.contains("\"submission\":1")) {
        acts.add(act);
      }
    }
    return new Sample(model, acts);
  }
}
