// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The engines' machine code, taken out of their jars once: each worker would otherwise unpack a
 * hundred megabytes before it could begin. What cannot be laid out is left in its jar.
 *
 * @param folder where the libraries lie, with a copy of the table engine's jar that has none
 */
record NativeLibraries(Path folder) {
  private static final String TABLES = "duckdb.jar";
  private static final String TABLES_LIBRARY = "libduckdb_java.so_";
  private static final String SCORES_LIBRARIES = "ai/onnxruntime/native/";
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** The processor under the names of both engines; empty where there is no such library. */
  private record Machine(String tables, String scores) {
    static Optional<Machine> here() {
      String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      if (!system.equals("linux")) {
        return Optional.empty();
      }
      return switch (System.getProperty("os.arch", "")) {
        case "amd64", "x86_64" -> Optional.of(new Machine("linux_amd64", "linux-x64"));
        case "aarch64", "arm64" -> Optional.of(new Machine("linux_arm64", "linux-aarch64"));
        default -> Optional.empty();
      };
    }
  }

  /** The jars of the two engines. */
  record Jars(Path tables, Path scores) {
    /** Another jar, or the same one written again, gets a folder of its own. */
    private String key() throws IOException {
      return "%s-%x-%s-%x".formatted(name(tables), stamp(tables), name(scores), stamp(scores));
    }

    private static String name(Path jar) {
      return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static long stamp(Path jar) throws IOException {
      return 31 * Files.getLastModifiedTime(jar).toMillis() + Files.size(jar);
    }
  }

  /**
   * Lays the libraries out in the user's own cache, or else among the workers' folders.
   *
   * @param workers the folder of the workers, for a user without a home
   */
  static Optional<NativeLibraries> of(Jars jars, Path workers) {
    Optional<Machine> machine = Machine.here();
    if (machine.isEmpty() || !isJar(jars.tables()) || !isJar(jars.scores())) {
      return Optional.empty();
    }
    for (Path place : List.of(cache(), workers)) {
      try {
        return Optional.of(laidOut(jars, machine.get(), place.resolve("engines")));
      } catch (IOException e) {
        // The next place may be one that can be written.
      }
    }
    return Optional.empty();
  }

  private static boolean isJar(Path place) {
    return Files.isRegularFile(place);
  }

  private static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".cache")
            : Path.of(named);
    return caches.resolve("imprimatur");
  }

  private static NativeLibraries laidOut(Jars jars, Machine machine, Path place)
      throws IOException {
    Path folder = place.resolve(jars.key()).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(place);
      Path part = Files.createTempDirectory(place, "part-");
      tables(jars.tables(), machine, part);
      scores(jars.scores(), machine, part);
      appear(part, folder);
    }
    own(folder);
    return new NativeLibraries(folder);
  }

  /** Whole or not at all; whoever else does the same at this moment lays out the same. */
  private static void appear(Path part, Path folder) throws IOException {
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(part);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  /** Code that others could have written is not run. */
  private static void own(Path folder) throws IOException {
    for (Path place : List.of(folder, folder.resolve(TABLES))) {
      boolean ours =
          Files.getOwner(place, LinkOption.NOFOLLOW_LINKS)
              .equals(Files.getOwner(Path.of("/proc/self")));
      Set<PosixFilePermission> granted =
          Files.getPosixFilePermissions(place, LinkOption.NOFOLLOW_LINKS);
      if (!ours || granted.stream().anyMatch(OTHERS::contains)) {
        throw new IOException("The libraries in " + folder + " are not this user's alone");
      }
    }
  }

  private static void tables(Path jar, Machine machine, Path folder) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(folder.resolve(TABLES));
        ZipOutputStream to = new ZipOutputStream(file)) {
      take(
          from,
          TABLES_LIBRARY + machine.tables(),
          folder.resolve(System.mapLibraryName("duckdb_java")));
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.getName().startsWith(TABLES_LIBRARY) && !entry.isDirectory()) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
          }
          to.closeEntry();
        }
      }
    }
  }

  private static void scores(Path jar, Machine machine, Path folder) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile())) {
      for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
        String name = System.mapLibraryName(library);
        take(from, SCORES_LIBRARIES + machine.scores() + "/" + name, folder.resolve(name));
      }
    }
  }

  private static void take(ZipFile from, String name, Path target) throws IOException {
    ZipEntry entry = from.getEntry(name);
    if (entry == null) {
      throw new NoSuchFileException(name, null, "The jar has no such library");
    }
    try (InputStream bytes = from.getInputStream(entry)) {
      Files.copy(bytes, target);
    }
  }

  /** The table engine's jar without its libraries. */
  Path tables() {
    return folder.resolve(TABLES);
  }

  /** What tells a JVM where the libraries lie. */
  List<String> words() {
    return List.of("-Djava.library.path=" + folder, "-Donnxruntime.native.path=" + folder);
  }
}
