// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import ai.onnxruntime.OrtEnvironment;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.imprimatur.engines.worker.WorkerMain;
import org.imprimatur.proof.json.Json;
import org.snakeyaml.engine.v2.api.Load;

/**
 * The command line of a worker: a small JVM with only the jars that it needs.
 *
 * @param java the words up to the main class
 * @param practice the same for one that practises
 * @param arguments the words after the main class
 */
record WorkerCommand(
    List<String> java, List<String> practice, Optional<AheadOfTime> ahead, List<String> arguments) {
  private static final List<Class<?>> NEEDED =
      List.of(
          WorkerMain.class,
          Json.class,
          Load.class,
          DuckDBDriver.class,
          OrtEnvironment.class,
          ZstdInputStream.class);

  static WorkerCommand of(WorkerSettings settings, boolean confined) {
    List<String> words = new ArrayList<>();
    List<Path> places = places(settings.folder());
    Optional<NativeLibraries> libraries = NativeLibraries.of(engines(places), settings.folder());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    libraries.ifPresent(laidOut -> words.addAll(laidOut.words()));
    List<Path> classPath = classPath(places, libraries);
    words.addAll(
        List.of(
            "-Xmx" + settings.heapMegabytes() + "m",
            "-Xms16m",
            // The engine of ONNX takes more than half of Java's usual megabyte, and crashes beyond.
            "-Xss8m",
            "-XX:+UseSerialGC",
            // What was collected goes back to the system at once, not after four collections.
            "-XX:-ShrinkHeapInSteps",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=tmp",
            "-Dfile.encoding=UTF-8",
            "-Dimprimatur.threads=" + settings.tables().threads(),
            "-Dimprimatur.memory=" + settings.tables().memoryMegabytes() + "MiB",
            "-cp",
            String.join(
                System.getProperty("path.separator"),
                classPath.stream().map(Path::toString).toList())));
    return new WorkerCommand(
        after(confined ? Confinement.prefix(settings) : List.of(), words),
        after(confined ? Confinement.practice(settings) : List.of(), words),
        libraries.flatMap(one -> AheadOfTime.of(one.folder(), classPath)),
        List.of());
  }

  private static List<String> after(List<String> prefix, List<String> words) {
    return Stream.concat(prefix.stream(), words.stream()).toList();
  }

  /** What starts a worker, with what Java has learned by now. */
  List<String> words() {
    List<String> words = new ArrayList<>(java);
    ahead
        .filter(AheadOfTime::isLearned)
        .ifPresent(learned -> words.add(words.indexOf("-cp"), "-XX:AOTCache=" + learned.file()));
    words.add(WorkerMain.class.getName());
    words.addAll(arguments);
    return List.copyOf(words);
  }

  /** The same with the quick compiler alone. It changes no figure. */
  WorkerCommand quick() {
    List<String> quick = new ArrayList<>(java);
    quick.add(quick.indexOf("-cp"), "-XX:TieredStopAtLevel=1");
    return new WorkerCommand(List.copyOf(quick), practice, ahead, arguments);
  }

  /** The same, and while it waits it rehearses what it does with many rows. */
  WorkerCommand rehearsing() {
    return new WorkerCommand(java, practice, ahead, List.of(WorkerMain.REHEARSE));
  }

  /** Lets a worker practise, unless one did. Without what it learns workers start as well. */
  void practise() {
    try {
      if (ahead.isPresent()) {
        ahead.get().begin(practice);
      }
    } catch (IOException e) {
      // A cache that cannot be written is none; the next start tries again.
    }
  }

  private static List<Path> places(Path folder) {
    return NEEDED.stream()
        .map(needed -> place(needed.getProtectionDomain().getCodeSource().getLocation(), folder))
        .toList();
  }

  private static NativeLibraries.Jars engines(List<Path> places) {
    return new NativeLibraries.Jars(
        places.get(NEEDED.indexOf(DuckDBDriver.class)),
        places.get(NEEDED.indexOf(OrtEnvironment.class)));
  }

  private static List<Path> classPath(List<Path> places, Optional<NativeLibraries> libraries) {
    Path tables = places.get(NEEDED.indexOf(DuckDBDriver.class));
    return places.stream()
        .map(
            place ->
                place.equals(tables) ? libraries.map(NativeLibraries::tables).orElse(place) : place)
        .distinct()
        .toList();
  }

  /**
   * Where the jar of a class lies; a jar inside another jar is laid out beside the workers once.
   */
  private static Path place(URL location, Path folder) {
    if (location.getProtocol().equals("file")) {
      return Path.of(URI.create(location.toString())).toAbsolutePath();
    }
    String inner = location.toString().replaceFirst("^jar:", "").replaceFirst("!/$", "");
    String name = inner.substring(Math.max(inner.lastIndexOf('/'), inner.lastIndexOf('!')) + 1);
    Path target = folder.resolve("jars").resolve(name).toAbsolutePath();
    try (InputStream jar = URI.create(inner).toURL().openStream()) {
      Files.createDirectories(target.getParent());
      Path copy = Files.createTempFile(target.getParent(), name, ".part");
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("The worker's library " + name + " cannot be laid out", e);
    }
  }
}
