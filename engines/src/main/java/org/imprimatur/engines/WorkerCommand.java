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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.imprimatur.engines.worker.WorkerMain;
import org.imprimatur.proof.json.Json;
import org.snakeyaml.engine.v2.api.Load;

/** The command line of a worker: a small JVM with only the jars that it needs. */
record WorkerCommand(List<String> words) {
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
    if (confined) {
      words.addAll(Confinement.prefix(settings));
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx" + settings.heapMegabytes() + "m",
            "-Xms16m",
            "-XX:+UseSerialGC",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=tmp",
            "-Dfile.encoding=UTF-8",
            "-Dimprimatur.threads=" + settings.tables().threads(),
            "-Dimprimatur.memory=" + settings.tables().memoryMegabytes() + "MiB",
            "-cp",
            classPath(settings.folder()),
            WorkerMain.class.getName()));
    return new WorkerCommand(List.copyOf(words));
  }

  private static String classPath(Path folder) {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> needed : NEEDED) {
      places.add(
          place(needed.getProtectionDomain().getCodeSource().getLocation(), folder).toString());
    }
    return String.join(System.getProperty("path.separator"), places);
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
