// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Sends requests to one server. What fails on the way is sent again, three times in all; a redirect
 * is never followed, because it would carry the token elsewhere.
 */
final class Wire {
  private static final int TRIES = 3;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final URI url;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  Wire(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  URI url() {
    return url;
  }

  /** A request for a path below the server's address. */
  HttpRequest.Builder request(String path, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(limit)
            .header("User-Agent", "imprimatur-cli");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Sends, and sends again where no whole answer came; only for what may arrive twice. */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    IOException last = new IOException("no try");
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        return whole(request, handler);
      } catch (IOException e) {
        last = e;
        if (attempt < TRIES) {
          pause(PAUSE.multipliedBy(attempt));
        }
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
    throw unreachable(last);
  }

  /**
   * The answer with its body, within the limit of the request. Java's own limit ends with the head
   * of an answer, and whoever sends a byte now and then would be waited for without end.
   */
  private <T> HttpResponse<T> whole(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
    long limit = request.timeout().orElseThrow().toMillis();
    try {
      return answer.get(limit, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("The answer took too long.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean isUnknownName(ConnectException refused) {
    return Stream.<Throwable>iterate(refused, Objects::nonNull, Throwable::getCause)
        .anyMatch(UnresolvedAddressException.class::isInstance);
  }

  private CommandException unreachable(IOException cause) {
    String why =
        switch (cause) {
          case HttpTimeoutException _ -> "it did not answer in time";
          case ConnectException refused when isUnknownName(refused) -> "its name is not known";
          case ConnectException _ -> "nothing answers there";
          default -> "the connection broke";
        };
    return CommandException.unknown(
        "server.unreachable",
        "The server " + url + " cannot be reached: " + why + ".",
        "Check the address and that the server runs, then try again.");
  }

  /** Waits, and ends the command when it is interrupted. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandException interrupted() {
    Thread.currentThread().interrupt();
    return CommandException.unknown(
        "command.interrupted", "The command was interrupted.", "Run it again.");
  }
}
