// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.web.RunningServer.Answer;

/** The model of the worked example in the high tier, with its three versions and its exam. */
record TestingMortgage(RunningServer server) {
  private static final Path EXAMPLES = RunningServer.EXAMPLES;
  private static final String MODEL = "/api/v1/models/mortgage-fast-track";

  /** Everything before the first submission. */
  void prepare() throws IOException {
    String use =
        """
        {"purpose":"Decides which mortgage applications are accepted without a full review.",
         "population":"Applications for mortgages in Boston, as of 1990.",
         "restrictions":"It never refuses anybody."}\
        """;
    does(
        "ada",
        "/api/v1/models",
        "{\"name\":\"mortgage-fast-track\",\"owner\":\"lena\",\"use\":" + use + "}");
    does(
        "ada",
        MODEL + "/promises",
        """
        {"kpis":[{"name":"fast-tracked loans in default","unit":"percent","direction":"at-most",
          "limit":"2.5","owner":"lena","every":"quarter"}]}\
        """);
    Answer risk =
        does(
            "ada",
            MODEL + "/risk",
            "{\"answers\":{\"effect\":\"decides\",\"exposure\":\"medium\"}}");
    does(
        "dmitri",
        MODEL + "/risk/confirmation",
        "{\"assessment\":\"%s\",\"tier\":\"high\"}".formatted(risk.json().string("assessment")));
    examination();
    for (String files : List.of("data/hmda/models/lr", version(2), version(3))) {
      register(files);
    }
  }

  private static String version(int number) {
    return "models/mortgage-fast-track/v" + number;
  }

  private void examination() {
    Digest testSet = server.upload("priya", EXAMPLES.resolve("data/hmda/test.csv"));
    Digest reference = server.upload("priya", EXAMPLES.resolve("data/hmda/train.csv"));
    does(
        "priya",
        MODEL + "/examination",
        """
        {"testSet":"%s","reference":"%s","id":"row_id","label":{"column":"deny","positive":"yes"},
         "favourable":0,"groups":["afam","single"],"intersections":[["afam","single"]],
         "prohibited":["afam","single"],"segments":["selfemp","condomin"],
         "categorical":["chist","mhist"]}\
        """
            .formatted(testSet, reference));
  }

  private void register(String files) throws IOException {
    Path artifact = EXAMPLES.resolve(files).resolve("model.onnx");
    String card = files.startsWith("models") ? files : version(1);
    does(
        "ada",
        MODEL + "/versions",
        """
        {"manifest":{"files":[{"path":"model.onnx","digest":"%s","size":%d}]},"cutoff":"%s",
         "lineage":{"contributors":["sam"]},"card":"%s"}\
        """
            .formatted(
                server.upload("ada", artifact),
                Files.size(artifact),
                files.startsWith("models") ? "0.40" : "0.15",
                server.upload("ada", EXAMPLES.resolve(card + ".md"))));
  }

  private Answer does(String username, String path, String body) {
    Answer answer = server.post(username, path, body);
    if (answer.status() > 201) {
      throw new AssertionError(path + " gives " + answer);
    }
    return answer;
  }
}
