// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * A Parquet file of scored rows (zstd, row groups of 122,880) and the jobs on it: a score that is
 * another in every row, a label that agrees with it, a challenger's score, predictions at 0.5, and
 * groups of 3 × 5 × 10 values. The seed stands in each number.
 */
final class ScoredFile {
  private static final int SEED = 20_261_125;

  private ScoredFile() {}

  /** Makes the file unless it is there. */
  static Path of(Path folder, long rows) throws IOException, SQLException {
    Path file = folder.resolve("scored-" + rows + ".parquet");
    if (Files.exists(file)) {
      return file;
    }
    Path part = folder.resolve("scored.part");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET preserve_insertion_order=false");
      statement.execute(sql(rows, part));
    }
    return Files.move(part, file);
  }

  private static String sql(long rows, Path file) {
    return """
    COPY (SELECT (c < a)::TINYINT AS label, a AS score, (a >= 0.5)::TINYINT AS pred,
                 0.8 * a + 0.2 * b AS score_b, (0.8 * a + 0.2 * b >= 0.5)::TINYINT AS pred_b,
                 'a' || (h %% 3) AS g1, 'b' || (h // 3 %% 5) AS g2, 'c' || (h // 15 %% 10) AS g3
          FROM (SELECT %s AS a, %s AS b, %s AS c, hash(4 * i + 3 + %d) AS h
                FROM range(%d) AS rows (i)))
    TO '%s' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)\
    """
        .formatted(number(0), number(1), number(2), SEED, rows, file);
  }

  /** A number in [0, 1) with 53 bits of a row. */
  private static String number(int which) {
    return "((hash(4 * i + " + which + " + " + SEED + ") >> 11)::DOUBLE / 9007199254740992.0)";
  }

  /** Performance of all rows, and fairness of the three groups and of some intersections. */
  static List<Job> jobs(Path file, List<List<String>> intersections) throws IOException {
    Json.Obj spec =
        Json.obj()
            .put("label", Json.obj().put("column", "label").put("positive", "1").build())
            .put("score", "score")
            .put("threshold", 0.5)
            .put("favourable", 1)
            .put("groups", words(List.of("g1", "g2", "g3")))
            .put(
                "intersections", Json.array(intersections.stream().map(ScoredFile::words).toList()))
            .build();
    SortedMap<String, Job.Input> inputs = new TreeMap<>();
    inputs.put("testSet", new Job.Input(file, digest(file)));
    return List.of(Job.of(Job.PERFORMANCE, inputs, spec), Job.of(Job.FAIRNESS, inputs, spec));
  }

  static Digest digest(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(bytes, sha256).transferTo(OutputStream.nullOutputStream());
      return new Digest(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static Json words(List<String> words) {
    return Json.array(words.stream().map(Json::of).toList());
  }
}
