// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the confinement promises, and no more: no network, no other process, limits of memory, time
 * and file size, an empty environment, copies of the inputs in a private folder. It does not hide
 * the file system: a worker reads what the user that runs the server may read.
 */
class ConfinementTest {
  @TempDir Path folder;

  @Test
  void a_worker_has_a_network_of_its_own_limits_and_only_copies_of_its_inputs() throws Exception {
    WorkerSettings settings = WorkerSettings.in(folder).withWarm(0).withTimeout(minute());
    Map<String, byte[]> files =
        Map.of("testSet", TestJobs.utf8(TestJobs.TEST_SET), "model", TestJobs.endless());
    Job job = TestJobs.of(folder, Job.PERFORMANCE, files, TestJobs.SPEC);
    try (Workers workers = new Workers(settings);
        var thread = Executors.newSingleThreadExecutor()) {
      var outcome = thread.submit(() -> workers.run(job));
      ProcessHandle worker = RunningWorker.find(folder);
      Path process = Path.of("/proc", Long.toString(worker.pid()));

      for (String own : List.of("net", "user", "pid", "ipc")) {
        assertThat(Files.readSymbolicLink(process.resolve("ns").resolve(own)))
            .as(own)
            .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns", own)));
      }
      assertThat(interfaces(process)).containsExactly("lo");
      assertThat(limit(process, "Max address space")).isEqualTo(settings.addressSpace());
      assertThat(limit(process, "Max cpu time")).isEqualTo(120);
      assertThat(limit(process, "Max file size")).isEqualTo(settings.fileSize());
      assertThat(limit(process, "Max core file size")).isZero();
      assertThat(limit(process, "Max open files")).isEqualTo(256);
      assertThat(environment(process)).containsExactlyInAnyOrder("LANG", "MALLOC_ARENA_MAX");
      assertThat(inFolderOf(process)).containsExactlyInAnyOrder("input-0", "input-1", "tmp");
      worker.destroyForcibly();
      assertThat(outcome.get()).isInstanceOf(Outcome.Failed.class);
    }
    try (var left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).as("folders of workers left").isEmpty();
    }
  }

  @Test
  void a_closed_pool_leaves_no_folder_and_no_process_of_workers_that_answered() throws Exception {
    Job job =
        TestJobs.of(
            folder,
            Job.DATA_QUALITY,
            Map.of("testSet", TestJobs.utf8(TestJobs.TEST_SET)),
            TestJobs.SPEC);
    try (Workers workers = new Workers(WorkerSettings.in(folder))) {
      assertThat(workers.run(job)).isInstanceOf(Outcome.Computed.class);
      assertThat(workers.run(job)).isInstanceOf(Outcome.Computed.class);
    }
    try (var left = Files.list(folder)) {
      assertThat(left.filter(Files::isDirectory)).as("folders of workers left").isEmpty();
    }
    assertThat(ProcessHandle.current().descendants().filter(this::isHere)).isEmpty();
  }

  private boolean isHere(ProcessHandle process) {
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd")
          .toRealPath()
          .startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_confined_program_reaches_no_address_not_even_of_this_machine() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect = ": < /dev/tcp/127.0.0.1/" + server.getLocalPort();

      assertThat(bash(List.of(), connect)).as("without confinement").isZero();
      assertThat(bash(confined(), connect)).as("this machine").isNotZero();
      assertThat(bash(confined(), ": < /dev/udp/192.0.2.1/53")).as("elsewhere").isNotZero();
    }
  }

  @Test
  void a_confined_program_cannot_signal_the_server_nor_write_a_large_file() throws Exception {
    String server = Long.toString(ProcessHandle.current().pid());

    assertThat(bash(List.of(), "kill -0 " + server)).as("without confinement").isZero();
    assertThat(bash(confined(), "kill -0 " + server)).as("the server").isNotZero();
    assertThat(bash(confined(), "truncate -s 4097M large")).as("over 4 GB").isNotZero();
    assertThat(bash(confined(), "truncate -s 4096M small")).as("4 GB").isZero();
  }

  @Test
  void nothing_is_computed_where_a_worker_cannot_be_confined_unless_that_is_accepted() {
    Confinement none = new Confinement(List.of("The program unshare is not installed."));
    Map<String, byte[]> files =
        Map.of(
            "testSet",
            TestJobs.utf8(TestJobs.TEST_SET),
            "predictions",
            TestJobs.utf8(TestJobs.PREDICTIONS));
    Job job = TestJobs.of(folder, Job.PERFORMANCE, files, TestJobs.SPEC);
    WorkerSettings settings = WorkerSettings.in(folder).withWarm(0);

    try (Workers refusing = new Workers(settings, none);
        Workers accepting = new Workers(settings.acceptingUnconfined(true), none)) {
      assertThat(refusing.run(job))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.code()).isEqualTo("worker.unconfined");
                assertThat(failed.message()).contains("The program unshare is not installed.");
              });
      Json.Obj confined = computed(new Workers(settings), job);
      Json.Obj unconfined = computed(accepting, job);
      assertThat(Computation.isUnconfined(confined)).isFalse();
      assertThat(confined.find("computation")).as("a confined worker's bytes").isEmpty();
      assertThat(unconfined.object("computation").text()).isEqualTo("{\"confined\":false}");
      assertThat(unconfined).isEqualTo(Computation.unconfined(confined));
    }
  }

  private static Json.Obj computed(Workers workers, Job job) {
    try (workers) {
      return ((Outcome.Computed) workers.run(job)).evidence();
    }
  }

  private static Duration minute() {
    return Duration.ofMinutes(1);
  }

  private List<String> confined() {
    return Confinement.prefix(WorkerSettings.in(folder).withTimeout(minute()));
  }

  private int bash(List<String> prefix, String script) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("/bin/bash", "-c", script));
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }

  private static List<String> interfaces(Path process) throws IOException {
    return Files.readAllLines(process.resolve("net/dev")).stream()
        .skip(2)
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .toList();
  }

  private static long limit(Path process, String name) throws IOException {
    String line =
        Files.readAllLines(process.resolve("limits")).stream()
            .filter(found -> found.startsWith(name))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.substring(name.length()).strip().split("\\s+", 2)[0]);
  }

  private static List<String> environment(Path process) throws IOException {
    String environment = new String(Files.readAllBytes(process.resolve("environ")), UTF_8);
    return environment
        .lines()
        .flatMap(all -> List.of(all.split("\0", -1)).stream())
        .filter(variable -> !variable.isEmpty())
        .map(variable -> variable.substring(0, variable.indexOf('=')))
        .toList();
  }

  private static List<String> inFolderOf(Path process) throws IOException {
    try (var files = Files.list(process.resolve("cwd").toRealPath())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
