// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * What {@code operations.runtime/1} measured of a model in a worker: evidence of the kind measured,
 * since another machine, or the same one on another day, gives other times.
 *
 * @param latency nanoseconds of calls with a single row
 * @param throughput rows and nanoseconds of calls with whole blocks
 * @param modelBytes the size of the model file
 * @param memoryBytes by how much loading the model and scoring made the process grow
 */
public record MeasuredRuntime(
    Latency latency, Throughput throughput, long modelBytes, long memoryBytes) {
  private static final double MILLISECOND = 1e6;
  private static final double SECOND = 1e9;

  /** Nearest-rank quantiles of the calls, in nanoseconds. */
  public record Latency(long calls, long p50, long p95, long p99, long longest) {}

  /** Rows scored, and the nanoseconds that took. */
  public record Throughput(long rows, long nanos) {}

  /** Every metric by name: milliseconds a row, rows a second, bytes. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    latency(metrics, "latency_p50_ms", latency.p50());
    latency(metrics, "latency_p95_ms", latency.p95());
    latency(metrics, "latency_p99_ms", latency.p99());
    metrics.put(
        "throughput_rows_per_s",
        throughput.nanos() == 0
            ? Estimate.undefined("throughput_rows_per_s/1", Estimate.NO_ROWS)
            : Estimate.of(
                "throughput_rows_per_s/1",
                (double) throughput.rows() * SECOND / (double) throughput.nanos()));
    metrics.put("model_bytes", Estimate.of("model_bytes/1", (double) modelBytes));
    metrics.put("memory_bytes", Estimate.of("memory_bytes/1", (double) memoryBytes));
    return metrics;
  }

  private void latency(Map<String, Estimate> metrics, String name, long nanos) {
    metrics.put(
        name,
        latency.calls() == 0
            ? Estimate.undefined(name + "/1", Estimate.NO_ROWS)
            : Estimate.of(name + "/1", (double) nanos / MILLISECOND));
  }

  public Json tables() {
    Json times =
        Json.obj()
            .put("calls", latency.calls())
            .put("p50", latency.p50())
            .put("p95", latency.p95())
            .put("p99", latency.p99())
            .put("longest", latency.longest())
            .build();
    return Json.obj()
        .put("latency_ns", times)
        .put("rows", throughput.rows())
        .put("nanos", throughput.nanos())
        .put("model_bytes", modelBytes)
        .put("memory_bytes", memoryBytes)
        .build();
  }

  public static MeasuredRuntime fromTables(Json.Obj tables) {
    Json.Obj times = tables.object("latency_ns");
    return new MeasuredRuntime(
        new Latency(
            times.integer("calls"),
            times.integer("p50"),
            times.integer("p95"),
            times.integer("p99"),
            times.integer("longest")),
        new Throughput(tables.integer("rows"), tables.integer("nanos")),
        tables.integer("model_bytes"),
        tables.integer("memory_bytes"));
  }
}
