// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * Times every list, search and measure of a server with the log of an {@link Inventory}, each after
 * an act of somebody else: a comment, a signal, and a version by turns.
 */
final class InventoryTimes {
  private final Site site;
  private final int models;
  private final long open;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private int acts;

  private InventoryTimes(Site site, int models, long open) {
    this.site = site;
    this.models = models;
    this.open = open;
  }

  /** Arguments: address, data folder, how many models, rounds. */
  public static void main(String[] words) throws Exception {
    if (words.length != 4) {
      System.err.println("Usage: bench/portfolio [MODELS] [VERSIONS] [SUBMISSIONS] [ROUNDS]");
      System.exit(2);
    }
    var site = new Site(words[0], Path.of(words[1]));
    Json.Obj newest = site.get("ada", "/api/v1/submissions?limit=1");
    long open = ((Json.Obj) newest.array("submissions").values().getFirst()).integer("number");
    new InventoryTimes(site, Integer.parseInt(words[2]), open).measure(Integer.parseInt(words[3]));
  }

  private String model(int number) {
    return "retail-credit-%05d".formatted(number);
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    Json.Obj first = site.get("ada", "/api/v1/submissions/" + open);
    String digest = first.object("pinned").string("manifest").substring("sha256:".length());
    String middle = model(models / 2);
    settle();
    List<String> pages =
        List.of(
            "/models",
            "/models?after=" + middle,
            "/models/" + middle,
            "/models/" + middle + "/v7",
            "/models/" + middle + "/v1/monitoring",
            "/monitoring",
            "/monitoring?state=broken",
            "/monitoring/calendar",
            "/insights",
            "/insights/wait",
            "/insights/quality",
            "/insights/outcome",
            "/insights?by=team&since=" + started.minus(90, ChronoUnit.DAYS),
            "/submissions",
            "/submissions?view=all",
            "/submissions/" + open,
            "/findings",
            "/incidents",
            "/people",
            "/audit",
            "/search?q=",
            "/search?q=credit-0" + models / 2 / 100,
            "/search?q=" + middle + "+v7",
            "/search?q=" + open,
            "/search?q=" + digest.substring(0, 6));
    site.time(site.reader("owner-001"), pages, rounds, this::meanwhile);
    turn("grace", rounds);
    turn("owner-001", rounds);
    turn("dmitri", rounds);
  }

  /**
   * A log that the server never saw is followed first, and each version in production looked at.
   */
  private void settle() throws IOException, InterruptedException {
    HttpClient browser = site.reader("grace");
    long start = System.nanoTime();
    while (site.open(browser, "/monitoring").contains("still being counted")) {
      Thread.sleep(500);
    }
    System.out.printf(
        "everything was looked at after %.0f s%n", (double) (System.nanoTime() - start) / 1e9);
  }

  private void turn(String person, int rounds) throws IOException, InterruptedException {
    HttpClient browser = site.reader(person);
    System.out.println("Your turn of " + person + ":");
    site.time(browser, List.of("/"), rounds, this::meanwhile);
  }

  /** Somebody else does something that no page may miss. */
  private void meanwhile() throws IOException, InterruptedException {
    acts++;
    String measured = "/api/v1/models/" + model(acts % 40) + "/versions";
    switch (acts % 3) {
      case 0 ->
          site.post(
              "dmitri",
              "/api/v1/submissions/" + open + "/comments",
              "{\"class\":\"documentation\",\"text\":\"Once more, %d.\"}".formatted(acts));
      case 1 ->
          site.post(
              "ada",
              measured + "/1/signals",
              """
              {"signals":[{"promise":"%s","value":"1.2","from":"%s","to":"%s"}]}\
              """
                  .formatted(Sample.PROMISE, started.minusSeconds(90_000L + acts), started));
      default -> {
        Json.Obj version = site.get("ada", measured + "/1");
        Json.Obj file = (Json.Obj) version.array("files").values().getFirst();
        site.post(
            "ada",
            measured,
            """
            {"manifest":{"files":[%s]},"cutoff":"0.%09d","lineage":{"contributors":["sam"]}}\
            """
                .formatted(file.text(), 300_000_000 + System.nanoTime() % 100_000_000));
      }
    }
  }
}
