// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.worker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.checks.Checks;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * Loads the engines, waits for one job on standard input, writes result.json and ends. A line end
 * before the job says that it is about to come.
 */
public final class WorkerMain {
  /** With this word a worker rehearses while it waits. */
  public static final String REHEARSE = "rehearse";

  private WorkerMain() {}

  public static void main(String[] arguments) throws IOException {
    warmUp();
    if (List.of(arguments).contains(REHEARSE)) {
      Rehearsal.run(Path.of("tmp"), WorkerMain::isWanted);
    }
    byte[] order = System.in.readAllBytes();
    if (order.length > 1) {
      Files.write(Path.of("result.json"), answers(order).canonical());
    }
    Runtime.getRuntime().halt(0);
  }

  private static boolean isWanted() {
    try {
      return System.in.available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** What every job needs is loaded by one that asks for nothing, so that none waits for it. */
  private static final String NOTHING =
      "{\"checks\":[{\"check\":\"rehearsal\",\"class\":\"\"}],\"inputs\":{},\"spec\":{}}";

  static void warmUp() {
    answers(NOTHING.getBytes(StandardCharsets.UTF_8)).canonical();
    try (Database database = Database.open(Path.of("tmp"))) {
      database.warmUp();
    } catch (CheckException e) {
      System.err.println(e.getMessage());
    }
    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "imprimatur");
  }

  private static Json answers(byte[] order) {
    try {
      Order read = new Order(order);
      Optional<List<Json.Obj>> both = both(read.tasks());
      return Json.obj()
          .put(
              "answers",
              Json.array(
                  both.map(found -> found.stream().map(WorkerMain::answer).toList())
                      .orElseGet(() -> read.tasks().stream().map(WorkerMain::answer).toList())))
          .build();
    } catch (JsonException e) {
      Json error = error("spec.invalid", "The order cannot be followed. " + e.getMessage());
      return Json.obj().put("answers", Json.array(List.of(error))).build();
    }
  }

  /** What is computed for both at once; nothing where that fails, so that each says why. */
  private static Optional<List<Json.Obj>> both(List<Task> tasks) {
    if (tasks.size() != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checks.run(tasks.getFirst(), tasks.getLast()));
    } catch (CheckException
        | IOException
        | RuntimeException
        | OutOfMemoryError
        | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static Json answer(Json.Obj evidence) {
    return Json.obj().put("evidence", evidence).build();
  }

  private static Json answer(Task task) {
    try {
      return answer(Checks.run(task));
    } catch (CheckException e) {
      return error(e.code(), e.getMessage());
    } catch (OutOfMemoryError e) {
      return error("worker.memory", "The check needs more memory than a worker has.");
    } catch (JsonException e) {
      return error("spec.invalid", "What the check is asked cannot be followed. " + e.getMessage());
    } catch (StackOverflowError e) {
      return error("check.failed", "A file is nested too deeply for the check to read.");
    } catch (RuntimeException | IOException e) {
      return error(
          "check.failed",
          "The check ended with an unexpected " + e.getClass().getSimpleName() + ".");
    }
  }

  private static Json error(String code, String message) {
    Json error = Json.obj().put("code", code).put("message", message).build();
    return Json.obj().put("error", error).build();
  }
}
