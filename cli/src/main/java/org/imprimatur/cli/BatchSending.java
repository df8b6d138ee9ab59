// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;

/** Sends rows of production or their labels, and tells what the server computed of them. */
record BatchSending(Console console, BatchOptions asked) {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String COMPUTING = Batch.State.WAITING.word();

  /**
   * Sends and waits.
   *
   * @param version the path of the version
   * @param alone whether nothing else was asked beside it
   */
  int send(String version, Optional<String> from, Optional<String> to, boolean alone) {
    boolean windowed = from.isPresent() || to.isPresent();
    if (asked.isListed() && alone && !windowed && asked.isNothingElse()) {
      return list(version);
    }
    if (asked.isListed() || !alone || !asked.isWhole() || (windowed && asked.rows().isEmpty())) {
      throw CommandException.usage(
          "signal.usage",
          "Either --batch is said, perhaps with --from and --to, or --labels with --batch-of, or"
              + " --batches alone.",
          "Run imprimatur signal --help.");
    }
    from.ifPresent(time -> checkTime("--from", time));
    to.ifPresent(time -> checkTime("--to", time));
    Api api = console.api();
    LocalFile file = LocalFile.read(asked.rows().or(asked::labels).orElseThrow());
    console.printer().progress("Uploading " + file.path() + ", " + file.digest().brief());
    api.upload(file);
    Json.Obj batch =
        asked.rows().isPresent()
            ? api.post(version + "/batches", rows(file, from, to))
            : api.post(
                "%s/batches/%d/labels".formatted(version, asked.batchOf().orElseThrow()),
                Json.obj().put("labels", file.digest().toString()).build());
    Json.Obj computed = await(api, version + "/batches/" + Words.text(batch, "batch"), batch);
    console.printer().answer(computed, told(computed));
    return exit(computed).code();
  }

  private int list(String version) {
    Json.Obj batches = console.api().get(version + "/batches");
    List<String> lines = new ArrayList<>();
    for (Json.Obj one : Words.objects(batches, "batches")) {
      lines.add(
          "Batch %s, %s to %s, %s%s"
              .formatted(
                  Words.text(one, "batch"),
                  Words.text(one, "from"),
                  Words.text(one, "to"),
                  Words.text(one, "state"),
                  rows(one)));
    }
    console
        .printer()
        .answer(
            batches,
            lines.isEmpty()
                ? "There is no batch of this version."
                : String.join(System.lineSeparator(), lines));
    return Exit.YES.code();
  }

  /** A time that nobody can read is told before a large file is sent. */
  static void checkTime(String option, String time) {
    try {
      OffsetDateTime.parse(time);
    } catch (DateTimeException _) {
      throw CommandException.usage(
          "signal.time",
          option + " is no time: " + time + ".",
          "Write it with its offset, such as 2026-11-26T09:00:00Z.");
    }
  }

  private static Json rows(LocalFile file, Optional<String> from, Optional<String> to) {
    Json.Builder body = Json.obj().put("data", file.digest().toString());
    from.ifPresent(time -> body.put("from", time));
    to.ifPresent(time -> body.put("to", time));
    return body.build();
  }

  private Json.Obj await(Api api, String path, Json.Obj first) {
    long deadline = System.nanoTime() + Duration.ofSeconds(asked.seconds()).toNanos();
    Json.Obj batch = first;
    while (Words.text(batch, "state").equals(COMPUTING) && System.nanoTime() < deadline) {
      Wire.pause(POLL);
      batch = api.get(path);
    }
    return batch;
  }

  /** What is not computed in time, or could not be, is no promise kept; nobody asked at once. */
  private Exit exit(Json.Obj batch) {
    String state = Words.text(batch, "state");
    if (asked.seconds() == 0) {
      return Exit.YES;
    }
    if (state.equals(COMPUTING) || Words.object(batch, "error").find("code").isPresent()) {
      return Exit.UNKNOWN;
    }
    return Exit.of(
        Words.objects(batch, "figures").stream().allMatch(one -> Words.is(one, "keeps")));
  }

  private static String rows(Json.Obj batch) {
    String rows = Words.text(batch, "rows");
    String labelled = Words.text(batch, "labelled");
    return (rows.isEmpty() ? "" : ", " + rows + " rows")
        + (labelled.isEmpty() ? "" : ", " + labelled + " of them with labels");
  }

  private static String next(Json.Obj batch) {
    return Words.text(batch, "state").equals(Batch.State.LABELS_FAILED.word())
        ? "Mend the file and send it again: --labels FILE --batch-of %s."
            .formatted(Words.text(batch, "batch"))
        : "Mend the file and send it for the same window, which is free: --batch FILE --from %s"
            .concat(" --to %s.")
            .formatted(Words.text(batch, "from"), Words.text(batch, "to"));
  }

  private static String told(Json.Obj batch) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Batch %s, %s%s"
            .formatted(Words.text(batch, "batch"), Words.text(batch, "state"), rows(batch)));
    Json.Obj error = Words.object(batch, "error");
    if (error.find("code").isPresent()) {
      lines.add("  " + Words.text(error, "message") + " [" + Words.text(error, "code") + "]");
      lines.add("  " + next(batch));
    }
    Words.array(batch, "notes").forEach(note -> lines.add("  " + Words.text(note)));
    for (Json.Obj figure : Words.objects(batch, "figures")) {
      String low = Words.text(figure, "low");
      String n = Words.text(figure, "n");
      lines.add(
          "  %s: %s %s%s%s, promised %s%s"
              .formatted(
                  Words.is(figure, "keeps") ? "kept" : "broken",
                  Words.text(figure, "promise"),
                  Words.text(figure, "value"),
                  low.isEmpty() ? "" : " [%s, %s]".formatted(low, Words.text(figure, "high")),
                  n.isEmpty() ? "" : ", of " + n + " rows",
                  Words.text(figure, "limit"),
                  Words.is(figure, "toldApart") ? "" : " (cannot be told apart from the limit)"));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
