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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** A running server, spoken to as its users do: by the API with tokens, by pages with a session. */
final class Site {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final Pattern TOKEN = Pattern.compile("imp_[A-Za-z0-9_-]{43}");
  private static final String PASSWORD = "a password of the benchmark alone";

  private final String address;
  private final Map<String, String> tokens;
  private final Map<String, String> links;
  private final HttpClient plain = HttpClient.newHttpClient();

  Site(String address, Path data) throws IOException {
    this.address = address;
    tokens = pairs(data.resolve("first-start-tokens.txt"));
    links = pairs(data.resolve("first-start-links.txt"));
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

  private static Json.Obj read(HttpResponse<String> answer) {
    return (Json.Obj) Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  Json.Obj get(String person, String path) throws IOException, InterruptedException {
    return read(send(plain, api(person, path)));
  }

  Json.Obj post(String person, String path, String body) throws IOException, InterruptedException {
    return read(
        send(
            plain,
            api(person, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  Digest upload(String person, Path file) throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(file);
    Digest digest = Digest.of(bytes);
    send(
        plain,
        api(person, "/api/v1/blobs/" + digest.hex())
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    return digest;
  }

  /** Sets the person's password by the one-time link; once. */
  void enrol(String person) throws IOException, InterruptedException {
    String link =
        Optional.ofNullable(links.get(person))
            .orElseThrow(() -> new IOException("There is no link for " + person));
    String path = link.substring(link.indexOf("/enrol/"));
    submit(browser(), path, path, Map.of("password", PASSWORD, "repeat", PASSWORD));
  }

  /** The browser of a person who is enrolled, signed in. */
  HttpClient reader(String person) throws IOException, InterruptedException {
    HttpClient browser = browser();
    submit(browser, "/login", "/login", Map.of("username", person, "password", PASSWORD));
    return browser;
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  String open(HttpClient browser, String path) throws IOException, InterruptedException {
    return send(browser, HttpRequest.newBuilder(URI.create(address + path)).GET()).body();
  }

  /** Opens a page, fills in its form and sends it to a target. */
  void submit(HttpClient browser, String page, String target, Map<String, String> filled)
      throws IOException, InterruptedException {
    submit(browser, page, target, List.copyOf(filled.entrySet()));
  }

  /** The same with fields that have several values; what the page answers. */
  private String submit(
      HttpClient browser, String page, String target, List<Map.Entry<String, String>> filled)
      throws IOException, InterruptedException {
    Map<String, String> hidden = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(open(browser, page));
    while (matcher.find()) {
      hidden.putIfAbsent(matcher.group(1), matcher.group(2));
    }
    filled.forEach(field -> hidden.remove(field.getKey()));
    List<String> pairs = new ArrayList<>();
    Stream.concat(hidden.entrySet().stream(), filled.stream())
        .forEach(
            field ->
                pairs.add(
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)));
    return send(
            browser,
            HttpRequest.newBuilder(URI.create(address + target))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))))
        .body();
  }

  /** Makes a token on the page for a person who is enrolled; it acts until tomorrow. */
  String token(String person, List<String> scopes) throws IOException, InterruptedException {
    List<Map.Entry<String, String>> filled = new ArrayList<>();
    scopes.forEach(scope -> filled.add(Map.entry("scope", scope)));
    filled.add(Map.entry("name", "bench"));
    filled.add(Map.entry("until", LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()));
    filled.add(Map.entry("password", PASSWORD));
    String path = "/account/tokens";
    Matcher matcher = TOKEN.matcher(submit(reader(person), path, path, filled));
    if (!matcher.find()) {
      throw new IOException("The page made no token for " + person);
    }
    return matcher.group();
  }

  /** Signs as a person does, on the page, over what stands there. */
  void sign(HttpClient browser, long submission, String role)
      throws IOException, InterruptedException {
    String page = "/submissions/" + submission + "/sign";
    submit(
        browser,
        page + "?role=" + role,
        page,
        Map.of("decision", "approve", "opinion", "As it should be.", "password", PASSWORD));
  }

  /** Times pages, each after somebody else did something that no page may miss. */
  void time(HttpClient browser, List<String> pages, int rounds, Meanwhile meanwhile)
      throws IOException, InterruptedException {
    for (String page : pages) {
      long[] nanos = new long[rounds];
      int bytes = 0;
      for (int i = -3; i < rounds; i++) {
        meanwhile.act();
        long start = System.nanoTime();
        bytes = open(browser, page).length();
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      Spread.print(page, nanos, "%,7d characters".formatted(bytes));
    }
  }

  /** What somebody else does before a page is opened. */
  interface Meanwhile {
    void act() throws IOException, InterruptedException;
  }
}
