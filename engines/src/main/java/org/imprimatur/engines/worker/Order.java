// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.worker;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;

/** Reads the job that the pool wrote. */
final class Order {
  private Order() {}

  static Task parse(byte[] json) {
    Json.Obj order = (Json.Obj) Json.parse(json);
    Json.Obj inputs = order.object("inputs");
    SortedMap<String, Task.File> files = new TreeMap<>();
    for (String role : inputs.members().keySet()) {
      Json.Obj input = inputs.object(role);
      files.put(role, new Task.File(Path.of(input.string("file")), input.string("digest")));
    }
    return new Task(order.string("check"), order.string("class"), files, order.object("spec"));
  }
}
