// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route: who may use it, whether it is described, and how it refuses. */
class ApiRoutesTest {
  private static final List<String> PEOPLE =
      List.of("ada", "sam", "priya", "dmitri", "lena", "tove", "hanna");

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A route: method, path with its variables, and what it states. */
  private record Route(String method, String path, Set<String> permissions, boolean open) {
    String name() {
      return method + " " + path;
    }

    String called() {
      return path.replace("{name}", "nothing")
          .replace("{number}", "1")
          .replace("{hex}", "0".repeat(64))
          .replace("{path}", "0/000")
          .replaceAll("\\{[a-zA-Z]+\\}", "nothing");
    }
  }

  private static List<Route> routes() {
    return all()
        .filter(route -> route.path().startsWith("/api") || route.path().startsWith("/log/"))
        .filter(route -> !route.path().equals("/api/{path}"))
        .toList();
  }

  /** What people open and send, but for what ends their session or never ends itself. */
  private static List<Route> pages() {
    return all()
        .filter(route -> !route.path().startsWith("/api") && !route.path().startsWith("/log"))
        .filter(route -> !route.path().equals("/events") && !route.open())
        .toList();
  }

  private static Stream<Route> all() {
    var mapping = server.bean(RequestMappingHandlerMapping.class);
    return mapping.getHandlerMethods().entrySet().stream()
        .filter(entry -> Routes.isOurs(entry.getValue()))
        .flatMap(entry -> routes(entry.getKey(), entry.getValue()).stream());
  }

  private static List<Route> routes(RequestMappingInfo info, HandlerMethod method) {
    Needs needs = method.getMethodAnnotation(Needs.class);
    Set<String> permissions = new TreeSet<>();
    if (needs != null) {
      Arrays.stream(needs.value()).map(Permission::word).forEach(permissions::add);
    }
    boolean open = method.hasMethodAnnotation(Open.class);
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    return info.getPatternValues().stream()
        .flatMap(
            path ->
                (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                    .stream()
                        .map(
                            verb ->
                                new Route(
                                    verb.name(),
                                    path.replace("/**", "/{path}"),
                                    permissions,
                                    open)))
        .toList();
  }

  @Test
  void the_description_names_every_route_and_its_permission_and_no_other() {
    Json.Obj described = server.get("ada", "/api/v1/openapi.json").json().object("paths");
    Map<String, String> there = new TreeMap<>();
    described
        .members()
        .forEach(
            (path, operations) ->
                ((Json.Obj) operations)
                    .members()
                    .forEach(
                        (verb, operation) ->
                            there.put(
                                verb.toUpperCase(Locale.ROOT) + " " + path,
                                permission((Json.Obj) operation))));
    Map<String, String> real = new TreeMap<>();
    routes().forEach(route -> real.put(route.name(), String.join(" or ", route.permissions())));

    Map<String, String> sorted = new TreeMap<>();
    there.forEach((name, words) -> sorted.put(name, sorted(words)));
    assertThat(sorted).isEqualTo(real);
  }

  private static String permission(Json.Obj operation) {
    return operation.find("x-permission").isPresent() ? operation.string("x-permission") : "";
  }

  private static String sorted(String words) {
    return String.join(" or ", new TreeSet<>(List.of(words.split(" or ", -1))));
  }

  @Test
  void nobody_gets_anywhere_without_a_token_but_where_a_route_says_why() {
    for (Route route : routes()) {
      Answer answer = call(route, Map.of());
      if (route.open()) {
        assertThat(answer.status()).as(route.name()).isNotIn(401, 403);
      } else {
        assertThat(answer.status()).as(route.name()).isEqualTo(401);
        assertThat(answer.code()).as(route.name()).isEqualTo("caller.unknown");
      }
    }
  }

  @Test
  void every_route_refuses_everybody_without_its_permission_by_the_same_code() {
    Map<String, Set<String>> permissions = new HashMap<>();
    for (String person : PEOPLE) {
      Json.Arr words = server.get(person, "/api/v1/me").json().array("permissions");
      Set<String> held = new TreeSet<>();
      for (int i = 0; i < words.values().size(); i++) {
        held.add(words.string(i));
      }
      permissions.put(person, held);
    }
    assertThat(permissions.get("tove"))
        .as("an administrator")
        .containsExactly("administer", "read");
    int refused = 0;
    for (Route route : routes()) {
      for (String person : PEOPLE) {
        Answer answer = call(route, Map.of("Authorization", "Bearer " + server.token(person)));
        boolean may =
            route.open()
                || route.permissions().stream()
                    .anyMatch(permissions.getOrDefault(person, Set.of())::contains);
        if (!may) {
          assertThat(answer.status()).as(person + " " + route.name()).isEqualTo(403);
          assertThat(answer.code()).isEqualTo("permission.missing");
          refused++;
        } else {
          assertThat(answer.status()).as(person + " " + route.name()).isNotIn(401, 403, 500);
        }
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  @Test
  void every_page_refuses_everybody_without_its_permission_and_strangers() {
    Map<String, Set<String>> permissions = new HashMap<>();
    for (String person : List.of("ada", "tove", "hanna")) {
      Set<String> held = new TreeSet<>();
      server.caller(person).permissions().forEach(permission -> held.add(permission.word()));
      permissions.put(person, held);
    }
    for (Route route : pages()) {
      assertThat(ofStranger(route)).as("a stranger: " + route.name()).isIn(302, 403);
      permissions.forEach(
          (person, held) -> {
            Answer answer = opened(person, route);
            String what = person + " " + route.name();
            assertThat(answer.status()).as(what).isLessThan(500);
            if (route.permissions().stream().noneMatch(held::contains)) {
              assertThat(answer.status()).as(what).isEqualTo(403);
              assertThat(answer.text()).as(what).contains("permission.missing");
            }
          });
    }
  }

  private static int ofStranger(Route route) {
    HttpRequest.Builder request = server.request(route.called());
    return server
        .send(request.method(route.method(), HttpRequest.BodyPublishers.noBody()))
        .status();
  }

  private static Answer opened(String person, Route route) {
    return route.method().equals("GET")
        ? server.open(person, route.called())
        : server.fill(person, "/account", route.called(), Map.of());
  }

  private static Answer call(Route route, Map<String, String> headers) {
    HttpRequest.Builder request =
        server
            .request(route.called())
            .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    return server.send(request);
  }

  @Test
  void a_forged_or_cut_token_is_nobody() {
    String token = server.token("ada");
    for (String forged :
        List.of(
            "",
            "imp_",
            token.substring(0, token.length() - 1),
            token + "A",
            token.toLowerCase(Locale.ROOT),
            "' OR 1=1 --")) {
      Answer answer =
          server.send(server.request("/api/v1/me").header("Authorization", "Bearer " + forged));
      assertThat(answer.status()).as(forged).isEqualTo(401);
    }
  }

  @Test
  void odd_paths_are_refused_and_never_reach_a_file() {
    for (String path :
        List.of(
            "/log/tile/../checkpoint",
            "/log/tile/entries/%2e%2e%2f%2e%2e%2fkeys",
            "/log/tile/0/000.p/0",
            "/log/tile/0/999",
            "/log/tile/entries/000.p/99999",
            "/api/v1/blobs/..%2f..%2fkeys%2flog.pem",
            "/static/..%2fapplication.yaml",
            "/static/%2e%2e/application.yaml")) {
      Answer answer =
          server.send(
              server.request(path).header("Authorization", "Bearer " + server.token("ada")).GET());
      assertThat(answer.status()).as(path).isIn(302, 400, 404);
      assertThat(answer.text()).as(path).doesNotContain("PRIVATE KEY").doesNotContain("spring:");
    }
  }

  @Test
  void a_body_is_json_or_it_is_refused_whatever_its_type_says() {
    for (var sent :
        Map.of(
                "application/yaml", "members: {}",
                "application/foo+json", "{\"members\":{}}",
                "application/xml", "<members/>",
                "text/plain", "{}")
            .entrySet()) {
      assertThat(sent("/api/v1/models", sent.getKey(), sent.getValue()).status())
          .as(sent.getKey())
          .isEqualTo(415);
    }
    Answer empty = sent("/api/v1/models", "application/json", "");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.code()).isEqualTo("request.json");
    String deep = "[".repeat(100_000);
    assertThat(sent("/api/v1/models", "application/json", deep).code()).isEqualTo("request.json");
  }

  private static Answer sent(String path, String type, String body) {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + server.token("ada"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void another_host_name_is_refused_on_loopback() throws Exception {
    int port = URI.create(server.address()).getPort();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var out = socket.getOutputStream()) {
      out.write(
          """
          GET /api/v1/keys/log.vkey HTTP/1.1\r
          Host: evil.example\r
          Connection: close\r
          \r
          """
              .getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 421").contains("request.host");
    }
  }
}
