// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** The API of a server, as programs of other people use it: over HTTP, with a token. */
record TestingApi(HttpClient client, String address, Path data) {
  static TestingApi of(int port, Path data) {
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    return new TestingApi(client, "http://localhost:" + port, data);
  }

  /** A status and what came with it. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    byte[] body() {
      return response.body();
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    Json.Obj json() {
      return (Json.Obj) Json.parse(body());
    }

    Answer expect(int wanted) {
      if (status() != wanted) {
        throw new IllegalStateException("%d: %s".formatted(status(), text()));
      }
      return this;
    }
  }

  Answer get(String username, String path) throws IOException {
    return send(request(username, path).GET());
  }

  Answer post(String username, String path, String json) throws IOException {
    return send(
        request(username, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Uploads bytes under their digest. */
  Digest put(String username, byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    Answer answer =
        send(
            request(username, "/api/v1/blobs/" + digest.hex())
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(bytes)));
    if (answer.status() != 200) {
      answer.expect(201);
    }
    return digest;
  }

  private HttpRequest.Builder request(String username, String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token(username));
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The wait was interrupted.", e);
    }
  }

  private String token(String username) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("first-start-tokens.txt"));
    return lines.stream()
        .filter(line -> line.startsWith(username + "\t"))
        .map(line -> line.substring(username.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
