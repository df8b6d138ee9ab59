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
import java.nio.file.attribute.PosixFilePermissions;
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
  private static final String LAYOUT = "without-event";
  private static final String TABLES = "duckdb.jar";
  private static final String TABLES_CODE = "duckdb_java";
  private static final String TABLES_LIBRARY = "libduckdb_java.so_";

  /** An event of the JVM's flight recorder, which a third of a worker's start went into. */
  private static final String TABLES_EVENT = "org/duckdb/DuckDBMemoryEvent.class";

  private static final String SCORES_LIBRARIES = "ai/onnxruntime/native/";
  private static final List<String> SCORES = List.of("onnxruntime", "onnxruntime4j_jni");
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

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

    /** Where a library of the scoring engine lies in its jar. */
    private String library(String name) {
      return SCORES_LIBRARIES + scores + "/" + System.mapLibraryName(name);
    }
  }

  /** The jars of the two engines. */
  record Jars(Path tables, Path scores) {
    /**
     * Another jar, or the same one written again, gets a folder of its own; so does another way of
     * laying them out, since two versions may run side by side.
     */
    private String key() throws IOException {
      return "%s-%x-%s-%x-%s"
          .formatted(name(tables), stamp(tables), name(scores), stamp(scores), LAYOUT);
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
    for (Path place : List.of(cache(), workers)) {
      try {
        return in(place.resolve("engines"), jars);
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

  /** Lays them out in one place; empty where this machine has none in the jars. */
  static Optional<NativeLibraries> in(Path place, Jars jars) throws IOException {
    Optional<Machine> machine = Machine.here();
    if (machine.isEmpty() || !isJar(jars.tables()) || !isJar(jars.scores())) {
      return Optional.empty();
    }
    Path folder = place.resolve(jars.key()).toAbsolutePath();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      own(folder);
      if (!isWhole(folder, jars, machine.get())) {
        remove(folder);
      }
    }
    if (!Files.isDirectory(folder)) {
      layOut(folder, jars, machine.get());
    }
    own(folder);
    return Optional.of(new NativeLibraries(folder));
  }

  private static void layOut(Path folder, Jars jars, Machine machine) throws IOException {
    Files.createDirectories(folder.getParent());
    Path part = Files.createTempDirectory(folder.getParent(), "part-");
    try {
      tables(jars.tables(), machine, part);
      scores(jars.scores(), machine, part);
    } catch (IOException e) {
      remove(part);
      throw e;
    }
    appear(part, folder);
  }

  /** Whoever sweeps caches takes single files as well. */
  private static boolean isWhole(Path folder, Jars jars, Machine machine) throws IOException {
    try (ZipFile tables = new ZipFile(jars.tables().toFile());
        ZipFile scores = new ZipFile(jars.scores().toFile())) {
      boolean whole =
          isWhole(tables, folder.resolve(TABLES))
              && isWhole(tables, TABLES_LIBRARY + machine.tables(), folder, TABLES_CODE);
      for (String library : SCORES) {
        whole &= isWhole(scores, machine.library(library), folder, library);
      }
      return whole;
    }
  }

  /** Whether the copy can be opened and has every entry but what is left out. */
  private static boolean isWhole(ZipFile jar, Path copy) {
    try (ZipFile held = new ZipFile(copy.toFile())) {
      return jar.stream()
          .filter(NativeLibraries::isCopied)
          .allMatch(entry -> held.getEntry(entry.getName()) != null);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isCopied(ZipEntry entry) {
    return !entry.getName().startsWith(TABLES_LIBRARY)
        && !entry.getName().equals(TABLES_EVENT)
        && !entry.isDirectory();
  }

  private static boolean isWhole(ZipFile jar, String entry, Path folder, String library)
      throws IOException {
    Path file = folder.resolve(System.mapLibraryName(library));
    return Files.exists(file) && Files.size(file) == entry(jar, entry).getSize();
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

  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  /** Code that others could have written is not run; nobody else reaches into the folder. */
  private static void own(Path folder) throws IOException {
    boolean ours =
        Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(Path.of("/proc/self")));
    Set<PosixFilePermission> granted =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (!ours || !OWN.containsAll(granted)) {
      throw new IOException("The libraries in " + folder + " are not this user's alone");
    }
  }

  private static void tables(Path jar, Machine machine, Path folder) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(folder.resolve(TABLES));
        ZipOutputStream to = new ZipOutputStream(file)) {
      take(
          from,
          TABLES_LIBRARY + machine.tables(),
          folder.resolve(System.mapLibraryName(TABLES_CODE)));
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (isCopied(entry)) {
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
      for (String library : SCORES) {
        take(from, machine.library(library), folder.resolve(System.mapLibraryName(library)));
      }
    }
  }

  private static void take(ZipFile from, String name, Path target) throws IOException {
    try (InputStream bytes = from.getInputStream(entry(from, name))) {
      Files.copy(bytes, target);
    }
  }

  private static ZipEntry entry(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw new NoSuchFileException(name, null, "The jar has no such library");
    }
    return entry;
  }

  /** The table engine's jar without its libraries and its event. */
  Path tables() {
    return folder.resolve(TABLES);
  }

  /**
   * What tells a JVM where the libraries lie. It logs nothing: the table engine would tell at
   * length that its event is missing, and nobody reads what a worker prints.
   */
  List<String> words() {
    return List.of(
        "-Djava.library.path=" + folder,
        "-Donnxruntime.native.path=" + folder,
        "-Djava.util.logging.config.file=/dev/null");
  }
}
