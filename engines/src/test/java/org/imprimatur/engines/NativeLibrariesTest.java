// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.duckdb.DuckDBDriver;
import org.imprimatur.engines.NativeLibraries.Jars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines' machine code in the user's cache, on Linux, which everything here needs. */
class NativeLibrariesTest {
  @TempDir Path place;

  @Test
  void they_are_laid_out_once_and_found_again() throws Exception {
    Path folder = NativeLibraries.in(place, jars()).orElseThrow().folder();
    FileTime first = Files.getLastModifiedTime(folder.resolve("duckdb.jar"));

    assertThat(NativeLibraries.in(place, jars()).orElseThrow().folder()).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(folder.resolve("duckdb.jar"))).isEqualTo(first);
    assertThat(files(folder)).hasSize(4);
    assertThat(files(place)).containsExactly(folder);
  }

  @Test
  void a_file_that_others_of_the_group_may_write_is_safe_in_a_folder_that_is_closed_to_them()
      throws Exception {
    Path folder = NativeLibraries.in(place, jars()).orElseThrow().folder();
    Files.setPosixFilePermissions(
        folder.resolve("duckdb.jar"), PosixFilePermissions.fromString("rw-rw-r--"));

    assertThat(NativeLibraries.in(place, jars())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwxr-xr-x", "rwx--x---", "rwx-----x"})
  void a_folder_that_others_reach_into_is_not_run_from(String permissions) throws Exception {
    Path folder = NativeLibraries.in(place, jars()).orElseThrow().folder();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> NativeLibraries.in(place, jars()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not this user's alone");
  }

  @Test
  void what_was_swept_away_or_cut_is_laid_out_again() throws Exception {
    Path folder = NativeLibraries.in(place, jars()).orElseThrow().folder();
    for (Path file : files(folder)) {
      long whole = Files.size(file);
      Files.delete(file);
      NativeLibraries.in(place, jars());
      assertThat(file).hasSize(whole);
    }
    for (Path file : files(folder)) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      NativeLibraries.in(place, jars());
      assertThat(file).hasSize(whole.length);
    }
  }

  @Test
  void the_copy_starts_no_flight_recorder() throws Exception {
    String event = "org/duckdb/DuckDBMemoryEvent.class";
    Path copy = NativeLibraries.in(place, jars()).orElseThrow().tables();

    try (ZipFile whole = new ZipFile(jars().tables().toFile());
        ZipFile copied = new ZipFile(copy.toFile())) {
      assertThat(whole.getEntry(event)).isNotNull();
      assertThat(copied.getEntry(event)).isNull();
    }
  }

  @Test
  void a_jar_without_the_libraries_leaves_nothing_behind() throws Exception {
    Jars swapped = new Jars(/* tables= */ jars().scores(), /* scores= */ jars().tables());

    assertThatThrownBy(() -> NativeLibraries.in(place, swapped)).isInstanceOf(IOException.class);
    assertThat(files(place)).isEmpty();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Jars jars() throws URISyntaxException {
    return new Jars(jar(DuckDBDriver.class), jar(OrtEnvironment.class));
  }

  private static Path jar(Class<?> inside) throws URISyntaxException {
    return Path.of(inside.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
