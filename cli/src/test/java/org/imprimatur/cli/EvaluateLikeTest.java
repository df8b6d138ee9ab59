// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first preflight of a model that needs no file written by hand. */
class EvaluateLikeTest {
  private static final Path TITANIC = Path.of("../examples/data/titanic").toAbsolutePath();

  @TempDir Path folder;
  private final PlayedServer server = new PlayedServer();
  private Path artifact = Path.of("");

  @BeforeEach
  void ask() throws IOException {
    artifact = Files.createDirectory(folder.resolve("artifact"));
    Files.copy(TITANIC.resolve("models/lr/model.onnx"), artifact.resolve("model.onnx"));
    server.answers(
        "GET /api/v1/models/titanic/examination",
        200,
        """
        {"model":"titanic","examination":"sha256:%s","testSet":{"digest":"sha256:%s","rows":null},
         "evaluation":{"id":"row_id","label":{"column":"survived","positive":"survived"},
          "favourable":1,"groups":["sex"],"data":"/etc/passwd","model":"/etc/passwd"}}\
        """
            .formatted("e".repeat(64), "f".repeat(64)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran evaluate(String... more) {
    String[] args = {"evaluate", "--like", "titanic", artifact.toString(), "--format", "json"};
    String[] all = new String[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Ran.command(server, folder, all);
  }

  @Test
  void a_preflight_like_the_examination_gives_the_reference_figures_and_says_what_it_took()
      throws IOException {
    Ran ran = evaluate("--data", TITANIC.resolve("test.csv").toString(), "--cutoff", "0.5");

    assertThat(ran.exit()).as(ran.err()).isZero();
    Json.Obj expected =
        (Json.Obj) Json.parse(Files.readAllBytes(TITANIC.resolve("models/lr/expected.json")));
    for (String metric : new String[] {"roc_auc", "accuracy", "f1"}) {
      assertThat(ran.json().object("metrics").object(metric).number("value"))
          .isCloseTo(expected.object("metrics").object(metric).number("value"), within(1e-5));
    }
    assertThat(ran.json().object("fairness").find("sex")).isPresent();
    assertThat(ran.err())
        .contains("from the artifact " + artifact + ": model")
        .contains("from the command line: data, threshold")
        .contains("from the examination of titanic, sha256:eeee")
        .contains("favourable, groups, id, label");
  }

  @Test
  void the_file_that_was_put_together_can_be_kept_and_gives_the_same() {
    Path kept = folder.resolve("evaluation.yaml");
    Ran first = evaluate("--data", TITANIC.resolve("test.csv").toString(), "--write", kept + "");
    Ran again = Ran.command(server, folder, "evaluate", kept.toString(), "--format", "json");
    Ran twice = evaluate("--data", TITANIC.resolve("test.csv").toString(), "--write", kept + "");

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err()).contains("no cut-off is given");
    assertThat(derived(again)).isEqualTo(derived(first));
    assertThat(kept).content().contains("# from the examination of titanic").contains("[sex]");
    assertThat(kept).content().doesNotContain("/etc/passwd");
    assertThat(twice.exit()).isEqualTo(2);
    assertThat(twice.json().object("error").string("code")).isEqualTo("evaluation.file-exists");
  }

  @Test
  void without_own_data_or_with_two_models_nothing_is_guessed() throws IOException {
    Ran without = evaluate();
    Files.copy(artifact.resolve("model.onnx"), artifact.resolve("other.onnx"));
    Ran two = evaluate("--data", TITANIC.resolve("test.csv").toString());

    assertThat(without.exit()).isEqualTo(2);
    assertThat(without.json().object("error").string("code")).isEqualTo("evaluation.data");
    assertThat(two.exit()).isEqualTo(2);
    assertThat(two.json().object("error").string("message")).contains("2 ONNX files");
  }

  /** Everything but what was measured: a clock never says the same twice. */
  private static Json derived(Ran ran) {
    SortedMap<String, Json> members = new TreeMap<>(ran.json().members());
    assertThat(members.remove("operations")).isNotNull();
    SortedMap<String, Json> evidence = new TreeMap<>(ran.json().object("evidence").members());
    assertThat(evidence.remove("operations.runtime/1")).isNotNull();
    members.put("evidence", new Json.Obj(evidence));
    return new Json.Obj(members);
  }
}
