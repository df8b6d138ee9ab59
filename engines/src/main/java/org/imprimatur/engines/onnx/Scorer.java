// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.proof.json.Json;

/**
 * Scores a test set with an ONNX model, in blocks, on one thread: some operators add in the order
 * of threads. Scores are the doubles of the model's float32 numbers, which rounding takes neither
 * below 0 nor above 1.
 */
public final class Scorer implements AutoCloseable {
  static final int BLOCK = 4096;

  private static final int LONGEST_REASON = 300;

  /**
   * What the model is asked.
   *
   * @param features the columns of a model with a single tensor, in its order
   * @param output which output is the score, where the version says so
   * @param positive the label's positive value, the key of a model that answers maps
   */
  public record Request(
      Optional<List<String>> features, Optional<Output> output, String positive) {}

  /** An output by name, and the position or key of the positive class in it. */
  public record Output(String name, Optional<Integer> index, Optional<String> key) {
    public static Output of(Json.Obj json) {
      return new Output(
          json.string("name"),
          json.find("index").map(found -> Math.clamp(json.integer("index"), -1, Integer.MAX_VALUE)),
          Specification.text(json, "key"));
    }
  }

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Feed feed;
  private final ModelAnswer answer;
  private double[] scores = new double[1024];
  private int size;

  private Scorer(OrtEnvironment environment, OrtSession session, Feed feed, ModelAnswer answer) {
    this.environment = environment;
    this.session = session;
    this.feed = feed;
    this.answer = answer;
  }

  public static double[] score(Path model, Request request, Columns columns, Columns.Rows rows)
      throws CheckException, IOException {
    return Shares.bounded(
        score(model, request, (outputs, read) -> Answer.of(outputs, request, read), columns, rows));
  }

  /** The predicted number of every row. */
  public static double[] scoreNumbers(
      Path model, Request request, Columns columns, Columns.Rows rows)
      throws CheckException, IOException {
    return score(model, request, (outputs, _) -> NumberAnswer.of(outputs, request), columns, rows);
  }

  /** The scores of all classes, row by row in the order of the classes. */
  public static double[] scoreClasses(
      Path model, Request request, List<String> classes, Columns columns, Columns.Rows rows)
      throws CheckException, IOException {
    return Shares.bounded(
        score(
            model,
            request,
            (outputs, read) -> ClassAnswer.of(outputs, request, classes, read),
            columns,
            rows));
  }

  /** Finds the answer among the outputs of a model. */
  private interface Finder {
    ModelAnswer find(Map<String, NodeInfo> outputs, OnnxModel model) throws CheckException;
  }

  /** The same, of a model that has been read. */
  private interface Opened {
    ModelAnswer find(Map<String, NodeInfo> outputs) throws CheckException;
  }

  private static double[] score(
      Path model, Request request, Finder finder, Columns columns, Columns.Rows rows)
      throws CheckException, IOException {
    byte[] bytes = Files.readAllBytes(model);
    OnnxModel read = OnnxModel.parse(bytes);
    try (Scorer scorer = open(bytes, request, outputs -> finder.find(outputs, read), columns)) {
      return scorer.run(rows);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** A scorer whose answers are computed and left unread, whatever the model tells. */
  static Scorer unread(byte[] bytes, Request request, Columns columns)
      throws OrtException, CheckException {
    return open(
        bytes, request, outputs -> new UnreadAnswer(NumberAnswer.name(outputs, request)), columns);
  }

  private static Scorer open(byte[] bytes, Request request, Opened finder, Columns columns)
      throws OrtException, CheckException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "imprimatur");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      OrtSession session = session(environment, bytes, options);
      Feed feed = Feed.of(session.getInputInfo(), request.features(), columns);
      return new Scorer(environment, session, feed, finder.find(session.getOutputInfo()));
    }
  }

  /** No row has been read yet, so what the engine says of the graph shows nothing of the data. */
  private static OrtSession session(
      OrtEnvironment environment, byte[] bytes, OrtSession.SessionOptions options)
      throws CheckException {
    try {
      return environment.createSession(bytes, options);
    } catch (OrtException e) {
      if (isMemory(e)) {
        throw failed(e);
      }
      throw new CheckException(
          "model.failed",
          "The model cannot be loaded: "
              + reason(String.valueOf(e.getMessage()))
              + ". Export it again, and run it with ONNX Runtime at home.");
    }
  }

  /** What the engine says, in one line and of bounded length. */
  static String reason(String message) {
    String reason =
        message
            .replaceFirst("^Error code - \\S+ - message: ", "")
            .replaceAll("[^ -~]", " ")
            .strip();
    return reason.length() > LONGEST_REASON
        ? reason.substring(0, LONGEST_REASON).strip() + "…"
        : reason.replaceFirst("[. ]+$", "");
  }

  private static boolean isMemory(OrtException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("alloc") || message.contains("memory");
  }

  static CheckException failed(OrtException e) {
    return isMemory(e)
        ? new CheckException("model.too-large", "The model asks for more memory than a worker has.")
        : new CheckException(
            "model.failed",
            "The model cannot be run on this test set. Check that it runs on these columns at"
                + " home.");
  }

  private double[] run(Columns.Rows rows) throws CheckException, OrtException {
    List<String[]> block = new ArrayList<>();
    rows.read(
        feed.columns(),
        row -> {
          block.add(row.clone());
          if (block.size() == BLOCK) {
            flush(block);
          }
        });
    flush(block);
    return Arrays.copyOf(scores, size);
  }

  private void flush(List<String[]> block) throws CheckException {
    if (block.isEmpty()) {
      return;
    }
    add(scores(block));
    block.clear();
  }

  /** The columns whose texts make a row of a block. */
  List<String> columns() {
    return feed.columns();
  }

  /** The scores of one block of rows, each with the texts of {@link #columns}. */
  double[] scores(List<String[]> block) throws CheckException {
    return feed.batch().isEmpty() ? once(block, size) : piecewise(block, feed.batch().getAsInt());
  }

  /** The last piece is filled up with its last row, whose further answers are dropped. */
  private double[] piecewise(List<String[]> block, int batch) throws CheckException {
    double[] all = new double[0];
    for (int from = 0; from < block.size(); from += batch) {
      List<String[]> piece =
          new ArrayList<>(block.subList(from, Math.min(block.size(), from + batch)));
      int real = piece.size();
      while (piece.size() < batch) {
        piece.add(piece.getLast());
      }
      double[] found = once(piece, size + from);
      int width = found.length / batch;
      if (from == 0) {
        all = new double[block.size() * width];
      }
      System.arraycopy(found, 0, all, from * width, real * width);
    }
    return all;
  }

  private double[] once(List<String[]> block, long before) throws CheckException {
    try {
      Map<String, OnnxTensor> tensors = feed.tensors(environment, block, before);
      try (OrtSession.Result result = session.run(tensors, Set.of(answer.output()))) {
        return answer.scores(result, block.size());
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private void add(double[] more) {
    if (size + more.length > scores.length) {
      scores = Arrays.copyOf(scores, Math.max(2 * scores.length, size + more.length));
    }
    System.arraycopy(more, 0, scores, size, more.length);
    size += more.length;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
