// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * Fills a fresh server over its API with submissions, findings and comments, and times every page
 * as a signed-in reader gets it, each after an act of somebody else, so that nothing kept for an
 * unchanged log helps.
 */
final class PageTimes {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final String PASSWORD = "a password of the benchmark alone";
  private static final int MODELS = 50;

  private final String address;
  private final Map<String, String> tokens;
  private final Map<String, String> links;
  private final HttpClient plain = HttpClient.newHttpClient();

  private PageTimes(String address, Path data) throws IOException {
    this.address = address;
    tokens = pairs(data.resolve("first-start-tokens.txt"));
    links = pairs(data.resolve("first-start-links.txt"));
  }

  /** Arguments: address, data folder, examples folder, submissions, findings, comments, rounds. */
  public static void main(String[] words) throws Exception {
    if (words.length != 7) {
      System.err.println("Usage: bench/pages [SUBMISSIONS] [FINDINGS] [COMMENTS] [ROUNDS]");
      System.exit(2);
    }
    var times = new PageTimes(words[0], Path.of(words[1]));
    int submissions = Integer.parseInt(words[3]);
    times.fill(Path.of(words[2]), submissions);
    times.discuss(submissions, Integer.parseInt(words[4]), Integer.parseInt(words[5]));
    times.measure(Integer.parseInt(words[6]));
  }

  private static Map<String, String> pairs(Path file) throws IOException {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      pairs.put(line.substring(0, tab), line.substring(tab + 1));
    }
    return pairs;
  }

  private HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private HttpRequest.Builder api(String person, String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + tokens.get(person));
  }

  private Json.Obj post(String person, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        api(person, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return (Json.Obj) Json.parse(send(plain, request).body().getBytes(StandardCharsets.UTF_8));
  }

  private Digest upload(Path file) throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(file);
    Digest digest = Digest.of(bytes);
    send(
        plain,
        api("ada", "/api/v1/blobs/" + digest.hex())
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    return digest;
  }

  private void fill(Path examples, int submissions) throws IOException, InterruptedException {
    Path file = examples.resolve("data/titanic/models/lr/model.onnx");
    Digest model = upload(file);
    Digest card = upload(examples.resolve("models/titanic/v1.md"));
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
      long number = post("ada", name + "/versions", body).integer("version");
      post("ada", name + "/versions/" + number + "/submissions", "{\"gate\":\"production\"}");
    }
  }

  private void register(String name) throws IOException, InterruptedException {
    String path = "/api/v1/models/" + name;
    post(
        "ada",
        "/api/v1/models",
        "{\"name\":\"%s\",\"use\":{\"purpose\":\"load\",\"population\":\"none\"}}".formatted(name));
    String assessment =
        post("ada", path + "/risk", "{\"answers\":{\"effect\":\"none\",\"exposure\":\"small\"}}")
            .string("assessment");
    post(
        "dmitri",
        path + "/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(assessment));
  }

  /** Findings and comments spread over the submissions. */
  private void discuss(int submissions, int findings, int comments)
      throws IOException, InterruptedException {
    for (int i = 0; i < findings; i++) {
      post(
          "dmitri",
          "/api/v1/submissions/%d/findings".formatted(1 + i % submissions),
          """
          {"severity":"low","owner":"ada","due":"%s",\
          "class":"documentation","text":"The card says little, number %d."}\
          """
              .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(300), i));
    }
    for (int i = 0; i < comments; i++) {
      post(
          "dmitri",
          "/api/v1/submissions/%d/comments".formatted(1 + i % submissions),
          """
          {"class":"documentation","text":"A remark, number %d."}\
          """
              .formatted(i));
    }
  }

  private HttpClient reader(String person) throws IOException, InterruptedException {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    String link =
        Optional.ofNullable(links.get(person))
            .orElseThrow(() -> new IOException("There is no link for " + person));
    String path = link.substring(link.indexOf("/enrol/"));
    submit(browser, path, Map.of("password", PASSWORD, "repeat", PASSWORD));
    submit(browser, "/login", Map.of("username", person, "password", PASSWORD));
    return browser;
  }

  private void submit(HttpClient browser, String path, Map<String, String> filled)
      throws IOException, InterruptedException {
    URI page = URI.create(address + path);
    String form = send(browser, HttpRequest.newBuilder(page).GET()).body();
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(form);
    while (matcher.find()) {
      fields.putIfAbsent(matcher.group(1), matcher.group(2));
    }
    fields.putAll(filled);
    List<String> pairs = new ArrayList<>();
    fields.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    send(
        browser,
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
  }

  /** Somebody else does something that no page may miss. */
  private void meanwhile(int number) throws IOException, InterruptedException {
    post(
        "dmitri",
        "/api/v1/submissions/1/comments",
        "{\"class\":\"documentation\",\"text\":\"Once more, %d.\"}".formatted(number));
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    HttpClient grace = reader("grace");
    byte[] first =
        send(plain, api("ada", "/api/v1/submissions/1")).body().getBytes(StandardCharsets.UTF_8);
    String manifest = ((Json.Obj) Json.parse(first)).object("pinned").string("manifest");
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
    int acts = 0;
    for (String page : pages) {
      long[] nanos = new long[rounds];
      for (int i = -3; i < rounds; i++) {
        meanwhile(acts++);
        long start = System.nanoTime();
        send(grace, HttpRequest.newBuilder(URI.create(address + page)).GET());
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      Arrays.sort(nanos);
      System.out.printf(
          "%-36s p50 %6.1f ms, p95 %6.1f ms, most %6.1f ms%n",
          page,
          (double) nanos[rounds / 2] / 1e6,
          (double) nanos[Math.min(rounds - 1, rounds * 95 / 100)] / 1e6,
          (double) nanos[rounds - 1] / 1e6);
    }
  }
}
