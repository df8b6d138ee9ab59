// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real HTTP server on loopback that gives prepared answers and remembers what it was asked. */
final class PlayedServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, List<Played>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One answer, its bytes as Latin-1; a status of 0 breaks the connection off. */
  record Played(int status, String bytes, Map<String, String> headers) {
    static Played file(byte[] content) {
      return new Played(200, new String(content, ISO_8859_1), Map.of());
    }

    static Played redirect(String target) {
      return new Played(307, "", Map.of("Location", target));
    }
  }

  /** One request as it arrived. */
  record Asked(String line, Map<String, String> headers, String text) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  PlayedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Plays another answer to the same request; the last one is given again and again. */
  PlayedServer answers(String line, int status, String body) {
    return answers(line, new Played(status, latin(body), Map.of()));
  }

  PlayedServer answers(String line, Played answer) {
    answers.computeIfAbsent(line, _ -> new CopyOnWriteArrayList<>()).add(answer);
    return this;
  }

  List<Asked> asked(String line) {
    return asked.stream().filter(request -> request.line().equals(line)).toList();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    int before = asked(line).size();
    asked.add(
        new Asked(line, headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    @Nullable List<Played> played = answers.get(line);
    Played answer =
        played == null
            ? new Played(404, latin(problem(line)), Map.of())
            : played.get(Math.min(before, played.size() - 1));
    if (answer.status() == 0) {
      exchange.close();
      return;
    }
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    byte[] body = answer.bytes().getBytes(ISO_8859_1);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String latin(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String problem(String line) {
    return "{\"code\":\"route.unknown\",\"detail\":\"Nothing is at %s\"}".formatted(line);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
