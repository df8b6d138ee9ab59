// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.engines.columns.Attributes;
import org.imprimatur.engines.columns.DataSet;
import org.imprimatur.engines.columns.Features;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Proxies;
import org.imprimatur.proof.json.Json;

/** How well the model's inputs tell the registered groups and the prohibited columns. */
final class ProxiesCheck {
  private ProxiesCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    List<String> inputs =
        ProhibitedInputsCheck.inputs(task, OnnxModel.parse(Files.readAllBytes(task.need("model"))));
    Set<String> names = new LinkedHashSet<>();
    asked.groups().all().forEach(names::addAll);
    task.spec().find("prohibited").map(Specification::texts).ifPresent(names::addAll);
    if (names.isEmpty()) {
      throw new CheckException(
          "spec.groups",
          "The examination names no groups and no prohibited columns. Name what is protected.");
    }
    try (Database database = Scored.database(task)) {
      DataSet.Pair data = DataSet.load(database, task.needAll("testSet"), List.of(), asked.id());
      Features features = Features.of(task, asked, data);
      Attributes attributes = new Attributes(data.test(), features, inputs, asked.id());
      Map<String, Proxies.Attribute> found = new LinkedHashMap<>();
      for (String name : names) {
        found.put(name, attributes.attribute(name));
      }
      Proxies proxies = new Proxies(inputs, found);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(
              proxies.tables(),
              proxies.metrics(),
              Json.obj().put("proxies", proxies.details()).build());
    }
  }
}
