// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * The JSON API under {@code /api/v1}; what the server refuses becomes a {@link CommandException}.
 */
final class Api {
  private static final String ROOT = "/api/v1";
  private static final int LARGEST_JSON = 16 * 1024 * 1024;
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration TRANSFER = Duration.ofMinutes(15);

  /** An act that the server weighed and did not allow. */
  private static final Set<Integer> REFUSED_ACTS = Set.of(403, 409, 412, 413);

  private static final Set<Integer> WRONG_REQUESTS = Set.of(400, 405, 415, 422, 428);

  private final Wire wire;
  private final Duration stall;

  Api(Wire wire) {
    this(wire, ANSWER);
  }

  /**
   * @param stall within which something of a download has to arrive
   */
  Api(Wire wire, Duration stall) {
    this.wire = wire;
    this.stall = stall;
  }

  Json.Obj get(String path) {
    return json(request(path).GET().build());
  }

  /** Posts under a key of its own, so that a repeated try is one act. */
  Json.Obj post(String path, Json body) {
    return json(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofByteArray(body.canonical()))
            .build());
  }

  /** Posts and waits as long as a computation may take; a repeated try computes once more. */
  Json.Obj compute(String path, Json body) {
    return json(
        wire.request(ROOT + path, TRANSFER)
            .header("Accept", "application/json, application/problem+json")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body.canonical()))
            .build());
  }

  Json.Obj put(String path, Json body) {
    return json(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(body.canonical()))
            .build());
  }

  /** Streams a file to where its digest says it belongs. */
  void upload(LocalFile file) {
    try {
      json(
          wire.request(ROOT + "/blobs/" + file.digest().hex(), TRANSFER)
              .header("Content-Type", "application/octet-stream")
              .PUT(BodyPublishers.ofFile(file.path()))
              .build());
    } catch (IOException _) {
      throw LocalFile.unreadable(file.path());
    }
  }

  /** Every page of a list, one item after the other. */
  void list(String path, String member, Consumer<Json.Obj> each) {
    String cursor = "";
    do {
      String separator = path.contains("?") ? "&" : "?";
      Json.Obj page =
          get(cursor.isEmpty() ? path : path + separator + "cursor=" + Words.encoded(cursor));
      try {
        for (Json item : page.array(member).values()) {
          if (item instanceof Json.Obj object) {
            each.accept(object);
          }
        }
      } catch (JsonException e) {
        throw misunderstood("It lacks the list " + member + ".");
      }
      cursor = Words.text(page, "next");
    } while (!cursor.isEmpty());
  }

  /** The bytes of a small answer. */
  byte[] bytes(String path) {
    return answer(request(path).GET().build());
  }

  /** Streams an answer of any size into a file, which appears whole or not at all. */
  void download(String path, Path target) {
    HttpResponse<InputStream> response =
        wire.send(
            wire.request(ROOT + path, TRANSFER).GET().build(),
            HttpResponse.BodyHandlers.ofInputStream());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    var body = new SteadyStream(response.body(), stall);
    try (body) {
      if (response.statusCode() != 200) {
        throw refusal(response, body.readNBytes(LARGEST_JSON));
      }
      Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException _) {
      part.toFile().delete();
      throw body.isStalled()
          ? stalled()
          : CommandException.unknown(
              "download.broken",
              "The answer could not be written to " + target + " as a whole.",
              "Check the folder, the space left and the connection, then try again.");
    }
  }

  private CommandException stalled() {
    return CommandException.unknown(
        "download.stalled",
        "The answer of %s stopped arriving before it was whole.".formatted(wire.url()),
        "Check that the server and what stands between work, then try again.");
  }

  private HttpRequest.Builder request(String path) {
    return wire.request(ROOT + path, ANSWER)
        .header("Accept", "application/json, application/problem+json, */*;q=0.5");
  }

  private Json.Obj json(HttpRequest request) {
    byte[] body = answer(request);
    try {
      if (Json.parse(body) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonException _) {
      // Answered below like every other body that is no object.
    }
    throw misunderstood("It is not a JSON object.");
  }

  private byte[] answer(HttpRequest request) {
    HttpResponse<byte[]> response =
        wire.send(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LARGEST_JSON));
    if (response.statusCode() / 100 != 2) {
      throw refusal(response, response.body());
    }
    return response.body();
  }

  private CommandException refusal(HttpResponse<?> response, byte[] body) {
    int status = response.statusCode();
    try {
      if (Json.parse(body) instanceof Json.Obj problem && problem.find("code").isPresent()) {
        return problem(status, response.request().method(), problem);
      }
    } catch (JsonException _) {
      // A proxy's page, for example: only its status can be told.
    }
    return CommandException.unknown(
        "server.status-" + status,
        "The server " + wire.url() + " answered " + status + " without saying why.",
        "Check that the address is that of an Imprimatur server.");
  }

  private static CommandException problem(int status, String method, Json.Obj problem) {
    List<String> reasons = new ArrayList<>();
    if (problem.find("reasons").orElse(Json.nothing()) instanceof Json.Arr list) {
      list.values()
          .forEach(
              reason -> reasons.add(reason instanceof Json.Str(var text) ? text : reason.text()));
    }
    String detail = Words.text(problem, "detail");
    String sentence = detail.isEmpty() ? Words.text(problem, "title") : detail;
    String code = problem.string("code");
    String help = Words.text(problem, "help");
    boolean pending = status == 404 && code.endsWith(".pending");
    if (pending || (!method.equals("GET") && REFUSED_ACTS.contains(status))) {
      return CommandException.no(code, sentence, help, reasons);
    }
    return WRONG_REQUESTS.contains(status)
        ? CommandException.usage(code, sentence, help, reasons)
        : CommandException.unknown(code, sentence, help);
  }

  private CommandException misunderstood(String why) {
    return CommandException.unknown(
        "server.answer",
        "The answer of " + wire.url() + " cannot be understood. " + why,
        "Check that server and command line are of the same version.");
  }
}
