// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.engines.artifact.FileFormat;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/**
 * Every file of the artifact by digest, size and format; ONNX models are read, nothing is loaded.
 */
final class ArtifactCheck {
  private static final String PREFIX = "artifact/";
  private static final long MODEL_LIMIT = 512L << 20;

  private final List<Json> files = new ArrayList<>();
  private final List<Json> models = new ArrayList<>();
  private final List<Json> problems = new ArrayList<>();
  private final List<Json> codeRunning = new ArrayList<>();
  private long bytes;
  private long unrecognised;

  private ArtifactCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    ArtifactCheck check = new ArtifactCheck();
    for (Map.Entry<String, Task.File> entry : task.files().entrySet()) {
      if (entry.getKey().startsWith(PREFIX)) {
        check.look(entry.getKey().substring(PREFIX.length()), entry.getValue());
      }
    }
    if (check.files.isEmpty()) {
      throw new CheckException("artifact.empty", "The version has no files. Register its files.");
    }
    return check.evidence(task);
  }

  private void look(String path, Task.File file) throws IOException {
    if (leadsOutside(path)) {
      problem(path, "artifact.path", "The name of a file would lead outside of the artifact.");
    }
    long size = Files.size(file.path());
    bytes += size;
    FileFormat format = format(path, file, size);
    format.problem().ifPresent(found -> problem(path, found.code(), found.sentence()));
    if (format.runsCode()) {
      codeRunning.add(Json.of(path));
    }
    unrecognised += format.name().equals("unrecognised") ? 1 : 0;
    files.add(
        Json.obj()
            .put("path", path)
            .put("digest", file.digest())
            .put("size", size)
            .put("format", format.name())
            .put("runs_code", format.runsCode())
            .build());
  }

  private static boolean leadsOutside(String path) {
    return path.startsWith("/")
        || path.contains("\\")
        || path.indexOf(0) >= 0
        || path.matches("^[A-Za-z]:.*")
        || ("/" + path + "/").contains("/../");
  }

  private FileFormat format(String path, Task.File file, long size) throws IOException {
    FileFormat format = FileFormat.of(path, file.path());
    boolean named = path.toLowerCase(Locale.ROOT).endsWith(".onnx");
    if (size > MODEL_LIMIT || !(named || format.name().equals("unrecognised"))) {
      return format;
    }
    try {
      OnnxModel model = OnnxModel.parse(Files.readAllBytes(file.path()));
      models.add(Json.obj().put("path", path).put("model", model.toJson()).build());
      return new FileFormat("onnx", format.runsCode(), Optional.empty());
    } catch (CheckException e) {
      return named ? notOnnx(path, format, e) : format;
    }
  }

  /** A file named as an ONNX model that cannot be read as one. */
  private static FileFormat notOnnx(String path, FileFormat format, CheckException why) {
    if (format.problem().isPresent()) {
      return format;
    }
    boolean other = !Set.of("unrecognised", "text").contains(format.name());
    return other
        ? FileFormat.broken(
            format.name(),
            format.runsCode(),
            "artifact.mismatch",
            path + " is named as an ONNX model, but its content is: " + format.name() + ".")
        : FileFormat.broken("onnx", format.runsCode(), why.code(), why.getMessage());
  }

  private void problem(String path, String code, String sentence) {
    problems.add(Json.obj().put("path", path).put("code", code).put("sentence", sentence).build());
  }

  private Json.Obj evidence(Task task) {
    Counts counts =
        new Counts(
            new TreeMap<>(
                Map.of(
                    "files", (long) files.size(),
                    "bytes", bytes,
                    "onnx_models", (long) models.size(),
                    "code_running_files", (long) codeRunning.size(),
                    "unrecognised_files", unrecognised,
                    "problems", (long) problems.size())));
    Json details =
        Json.obj()
            .put("files", Json.array(files))
            .put("models", Json.array(models))
            .put("code_running", Json.array(codeRunning))
            .put("problems", Json.array(problems))
            .build();
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(counts.tables(), counts.metrics(), details);
  }
}
