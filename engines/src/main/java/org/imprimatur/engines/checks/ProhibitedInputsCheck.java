// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.engines.onnx.Columns;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.table.Header;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** Which columns the model reads, and which of them the examination prohibits. */
final class ProhibitedInputsCheck {
  private ProhibitedInputsCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    OnnxModel model = OnnxModel.parse(Files.readAllBytes(task.need("model")));
    List<String> inputs = inputs(task, model);
    List<String> prohibited =
        task.spec().find("prohibited").map(Specification::texts).orElse(List.of());
    List<String> found = prohibited.stream().filter(inputs::contains).sorted().toList();
    Counts counts =
        new Counts(
            new TreeMap<>(
                Map.of("inputs", (long) inputs.size(), "prohibited_inputs", (long) found.size())));
    Json details =
        Json.obj()
            .put("inputs", array(inputs))
            .put("prohibited", array(prohibited))
            .put("prohibited_found", array(found))
            .put("model", model.toJson())
            .build();
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(counts.tables(), counts.metrics(), details);
  }

  private static Json array(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  /** The columns that the model reads. */
  static List<String> inputs(Task task, OnnxModel model) throws CheckException, IOException {
    List<OnnxModel.Port> ports = model.inputs();
    Optional<List<String>> features = task.spec().find("features").map(Specification::texts);
    List<Path> testSet = task.all("testSet");
    if (ports.size() != 1) {
      return ports.stream().map(OnnxModel.Port::name).toList();
    }
    if (features.isPresent()) {
      return features.get();
    }
    if (testSet.isEmpty()) {
      throw new CheckException(
          "model.inputs",
          "The model reads one tensor and does not name its columns. Name them in their order"
              + " (features).");
    }
    Specification asked = Specification.of(task.spec());
    Set<String> never = new LinkedHashSet<>(List.of(asked.label().column()));
    asked.id().ifPresent(never::add);
    Set<String> groups = new LinkedHashSet<>();
    asked.groups().all().forEach(groups::addAll);
    List<String> names = Header.read("The test set", testSet, Scored.temporary(), task.guesses());
    String only = ports.getFirst().name();
    return names.contains(only)
        ? List.of(only)
        : new Columns(names, never, groups).ofWidth(ports.getFirst().width());
  }
}
