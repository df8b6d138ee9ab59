// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of the worked example's gate: sixteen requirements, evidence from the confined
 * workers, three signatures. The policy is read once, as a server does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class GateBenchmark {
  // The harness calls the setup before anything else.
  @SuppressWarnings("NullAway.Init")
  private GateInput signed;

  @SuppressWarnings("NullAway.Init")
  private GateInput refused;

  @SuppressWarnings("NullAway.Init")
  private GateInput watched;

  /** Computes the evidence, which takes some seconds, and makes sure of what is measured. */
  @Setup(Level.Trial)
  public void computeEvidence() throws Exception {
    var example = new WorkedExample(Path.of(System.getProperty("imprimatur.examples", "examples")));
    signed = example.signed();
    refused = example.refused();
    watched = example.watched();
    if (!Gate.evaluate(signed).passes()
        || Gate.evaluate(refused).passes()
        || !Gate.evaluate(watched).passes()
        || Gate.evaluate(watched).results().stream()
            .noneMatch(one -> Watched.of(one).isPresent())) {
      throw new IllegalStateException("The worked example does not come out as told.");
    }
  }

  /** Version 2 with its three signatures: every requirement is judged and satisfied. */
  @Benchmark
  public Verdict passes() {
    return Gate.evaluate(signed);
  }

  /** The same of a dossier that was just read, of which no figure is finished yet. */
  @Benchmark
  public Verdict passesReadAnew() {
    return Gate.evaluate(WorkedExample.readAnew(signed));
  }

  /** The same where one requirement is watched: judged as it binds, and as if all of it did. */
  @Benchmark
  public Verdict passesWatched() {
    return Gate.evaluate(watched);
  }

  /** Version 1 without signatures: refused, with every reason. */
  @Benchmark
  public Verdict refuses() {
    return Gate.evaluate(refused);
  }

  /** What a promotion does: the verdict, its trace as canonical JSON and the trace's digest. */
  @Benchmark
  public Digest passesWithTrace() {
    return Gate.evaluate(signed).digest();
  }
}
