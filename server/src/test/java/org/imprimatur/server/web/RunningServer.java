// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.replay.Finding;
import org.imprimatur.proof.replay.Replay;
import org.imprimatur.proof.replay.Report;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.Outside;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.PasswordCost;
import org.springframework.context.ConfigurableApplicationContext;

/** A real server with the example's people, spoken to over HTTP only. */
final class RunningServer implements AutoCloseable {
  static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  static final String PASSWORD = "plain words for testing 9";
  private static final Pattern HIDDEN =
      Pattern.compile("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");

  private final Optional<ConfigurableApplicationContext> context;
  private final String address;
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, HttpClient> browsers = new HashMap<>();

  /** For requests that bring no cookie: a client costs more than a request. */
  private final HttpClient plain = HttpClient.newHttpClient();

  private final Set<String> enrolled = new HashSet<>();

  /** Thousands of passwords are checked in the tests, and none of them guards anything. */
  private static final PasswordCost CHEAP = new PasswordCost(64, 1);

  private RunningServer(Optional<ConfigurableApplicationContext> context, ServerOptions options)
      throws IOException {
    this.context = context;
    this.address = options.address();
    read(options.data().resolve("first-start-tokens.txt"), tokens);
    read(options.data().resolve("first-start-links.txt"), links);
  }

  static RunningServer start(Path data) {
    return start(data, Optional.empty(), EXAMPLES.resolve("setup.yaml"));
  }

  static RunningServer start(Path data, Optional<String> database, Path setup) {
    return start(options(data, database, setup));
  }

  /** One whose time a test sets. */
  static RunningServer start(Path data, Path setup, InstantSource clock) {
    return start(options(data, Optional.empty(), setup), clock);
  }

  private static ServerOptions options(Path data, Optional<String> database, Path setup) {
    return new ServerOptions(
        "127.0.0.1", 0, data, database, Optional.of(setup), ServerOptions.Passkeys.DEMO);
  }

  static RunningServer start(ServerOptions options) {
    return start(options, InstantSource.system());
  }

  static RunningServer start(ServerOptions options, InstantSource clock) {
    try {
      // A test ends before most of the workers that would wait are asked for anything.
      var outside = new Outside(clock, CHEAP, 0);
      return new RunningServer(Optional.of(ImprimaturServer.start(options, outside)), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that another process runs: it is asked over HTTP and has no beans. */
  static RunningServer elsewhere(ServerOptions options) throws IOException {
    return new RunningServer(Optional.empty(), options);
  }

  private static void read(Path file, Map<String, String> into) throws IOException {
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      into.put(line.substring(0, tab), line.substring(tab + 1));
    }
  }

  <T> List<T> beans(Class<T> type) {
    return List.copyOf(context.orElseThrow().getBeansOfType(type).values());
  }

  <T> T bean(Class<T> type) {
    return context.orElseThrow().getBean(type);
  }

  String address() {
    return address;
  }

  String token(String username) {
    return Optional.ofNullable(tokens.get(username)).orElseThrow();
  }

  /** An answer of the API. */
  record Answer(int status, String text) {
    Json.Obj json() {
      return (Json.Obj) Json.parse(text);
    }

    String code() {
      return json().string("code");
    }
  }

  Answer get(String username, String path) {
    return send(bearer(username, path).GET());
  }

  Answer post(String username, String path, String body) {
    return send(
        bearer(username, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer put(String username, String path, String body) {
    return send(
        bearer(username, path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Sends a request as it stands, without a cookie. */
  Answer send(HttpRequest.Builder request) {
    return send(plain, request);
  }

  Answer send(HttpClient client, HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private HttpRequest.Builder bearer(String username, String path) {
    return request(path).header("Authorization", "Bearer " + token(username));
  }

  /** Uploads a file under its digest. */
  Digest upload(String username, Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Digest digest = Digest.of(bytes);
      Answer answer =
          send(
              bearer(username, "/api/v1/blobs/" + digest.hex())
                  .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
      if (answer.status() > 201) {
        throw new AssertionError(answer);
      }
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A person's browser, signed in with a password that was set by the one-time link. */
  HttpClient browser(String username) {
    return browsers.computeIfAbsent(
        username,
        name -> {
          HttpClient browser =
              HttpClient.newBuilder()
                  .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                  .followRedirects(HttpClient.Redirect.NORMAL)
                  .build();
          String link = Optional.ofNullable(links.get(name)).orElseThrow();
          String path = link.substring(link.indexOf("/enrol/"));
          if (enrolled.add(name)) {
            fill(browser, path, path, Map.of("password", PASSWORD, "repeat", PASSWORD));
          }
          fill(browser, "/login", "/login", Map.of("username", name, "password", PASSWORD));
          return browser;
        });
  }

  /** Everybody signs in anew, as after a night. */
  void forgetSessions() {
    browsers.clear();
  }

  /** A person as a request of their browser is recognised, with a session of its own. */
  Caller caller(String username) {
    browser(username);
    var logins = bean(Logins.class);
    return logins.bySession(logins.signIn(username, PASSWORD).text()).orElseThrow();
  }

  Answer open(String username, String path) {
    return send(browser(username), request(path).GET());
  }

  /** Opens a page, fills in its form and sends it. */
  Answer fill(String username, String page, String target, Map<String, String> filled) {
    return fill(browser(username), page, target, filled);
  }

  private Answer fill(HttpClient browser, String page, String target, Map<String, String> filled) {
    return submit(browser, hidden(send(browser, request(page).GET())), target, filled);
  }

  /** Sends fields that were read from a page before, with others over them. */
  Answer submit(
      HttpClient browser, Map<String, String> hidden, String target, Map<String, String> filled) {
    Map<String, String> fields = new LinkedHashMap<>(hidden);
    fields.putAll(filled);
    return send(browser, form(request(target), fields));
  }

  /**
   * The form that a reader was shown, sent with a person's token and without a session. A
   * stranger's own cookie and token go along, so that it is not refused as forged.
   */
  Answer submitByToken(String username, Map<String, String> fields, String target) {
    HttpClient stranger = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    Map<String, String> sent = new LinkedHashMap<>(fields);
    sent.put("_csrf", hidden(send(stranger, request("/login").GET())).getOrDefault("_csrf", ""));
    return send(stranger, form(bearer(username, target), sent));
  }

  static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)));
  }

  static Map<String, String> hidden(Answer page) {
    Map<String, String> hidden = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(page.text());
    while (matcher.find()) {
      hidden.putIfAbsent(matcher.group(1), matcher.group(2));
    }
    return hidden;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The models of this server, as its people bring them. */
  TestingModels models() {
    return new TestingModels(this);
  }

  /** The log's entries, in order. */
  List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    bean(Audit.class).forEach((_, entry) -> entries.add(entry));
    return entries;
  }

  /** What a replay of the server's own log makes of it. */
  Report replay() {
    return Replay.verify(entries(), bean(Blobs.class)::find);
  }

  /** What a replay finds, in words; nothing where every act could be recorded. */
  List<String> found() {
    return replay().findings().stream().map(Finding::toString).toList();
  }

  @Override
  public void close() {
    plain.shutdownNow();
    context.ifPresent(ConfigurableApplicationContext::close);
  }
}
