// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;

/** Reads the job that the pool wrote: one check, or two of the same files and specification. */
final class Order {
  private final Json.Obj order;

  Order(byte[] json) {
    order = (Json.Obj) Json.parse(json);
  }

  /** The tasks anew each time: what one attempt noted about the files is not the next one's. */
  List<Task> tasks() {
    SortedMap<String, Task.File> files = new TreeMap<>();
    Json.Obj inputs = order.object("inputs");
    for (String role : inputs.members().keySet()) {
      Json.Obj input = inputs.object(role);
      files.put(role, new Task.File(Path.of(input.string("file")), input.string("digest")));
    }
    return order.array("checks").values().stream()
        .map(check -> (Json.Obj) check)
        .map(one -> new Task(one.string("check"), one.string("class"), files, spec()))
        .toList();
  }

  private Json.Obj spec() {
    return order.object("spec");
  }
}
