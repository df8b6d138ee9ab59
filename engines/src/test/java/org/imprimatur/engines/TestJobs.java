// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/** Jobs on a small test set, and the models that score it. */
final class TestJobs {
  static final String TEST_SET =
      """
      row_id,x,city,label,g
      1,0.1,Bern,0,a
      2,-0.4,Bern,0,b
      3,0.9,Basel,1,a
      4,0.7,Basel,1,b
      5,-0.9,Genf,0,a
      6,0.2,Genf,1,b
      7,0.6,Bern,1,a
      8,-0.3,Basel,0,b
      """;
  static final String PREDICTIONS =
      """
      row_id,score
      1,0.3
      2,0.2
      3,0.9
      4,0.7
      5,0.1
      6,0.6
      7,0.8
      8,0.4
      """;
  static final Json.Obj SPEC =
      Json.obj()
          .put("id", "row_id")
          .put("label", Json.obj().put("column", "label").put("positive", "1").build())
          .put("threshold", 0.5)
          .put("favourable", 1)
          .put("groups", Json.array(List.of(Json.of("g"))))
          .build();

  private TestJobs() {}

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static Job of(Path folder, String check, Map<String, byte[]> files, Json.Obj spec) {
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = Files.createTempFile(folder, "input-", "");
        Files.write(path, file.getValue());
        inputs.put(file.getKey(), new Job.Input(path, Digest.of(file.getValue())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Job.of(check, inputs, spec);
  }

  /** The score is the logistic function of x. */
  static byte[] sigmoid() {
    return ModelBytes.model(
        new ModelBytes()
            .message(1, ModelBytes.node("Sigmoid", "", new String[] {"x"}, new String[] {"y"}))
            .text(2, "g")
            .message(11, ModelBytes.port("x", ModelBytes.FLOAT, 0, 1))
            .message(12, ModelBytes.port("y", ModelBytes.FLOAT, 0, 1)));
  }

  /** The same behind any nodes and tensors. */
  static byte[] sigmoidOf(String input, ModelBytes graph) {
    return ModelBytes.model(
        graph
            .message(1, ModelBytes.node("Sigmoid", "", new String[] {input}, new String[] {"y"}))
            .text(2, "g")
            .message(11, ModelBytes.port("x", ModelBytes.FLOAT, 0, 1))
            .message(12, ModelBytes.port("y", ModelBytes.FLOAT, 0, 1)));
  }

  /** Runs a loop of 2^62 rounds before it answers. */
  static byte[] endless() {
    ModelBytes body =
        new ModelBytes()
            .message(1, ModelBytes.node("Identity", "", words("go"), words("on")))
            .message(1, ModelBytes.node("Neg", "", words("v"), words("w")))
            .text(2, "body")
            .message(11, ModelBytes.port("i", ModelBytes.INT64))
            .message(11, ModelBytes.port("go", 9))
            .message(11, ModelBytes.port("v", ModelBytes.FLOAT, 0, 1))
            .message(12, ModelBytes.port("on", 9))
            .message(12, ModelBytes.port("w", ModelBytes.FLOAT, 0, 1));
    return sigmoidOf(
        "z",
        new ModelBytes()
            .message(5, ModelBytes.held("rounds", new long[0], 1L << 62))
            .message(
                1,
                ModelBytes.node("Loop", "", words("rounds", "", "x"), words("z"))
                    .message(5, ModelBytes.graph("body", body))));
  }

  /** Asks for 128 GiB. */
  static byte[] hungry() {
    return sigmoidOf(
        "z",
        new ModelBytes()
            .message(5, ModelBytes.held("shape", new long[] {2}, 1, 1L << 35))
            .message(1, ModelBytes.node("ConstantOfShape", "", words("shape"), words("much")))
            .message(
                1,
                ModelBytes.node("ReduceSum", "", words("much"), words("sum"))
                    .message(5, ModelBytes.integer("keepdims", 1)))
            .message(1, ModelBytes.node("Add", "", words("x", "sum"), words("z"))));
  }

  static String[] words(String... words) {
    return words;
  }
}
