// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a log of 1,000 entries that Tessera wrote, with all its partial tiles. */
class TilesTest {
  private static final Path LOG = Path.of("src/test/resources/vectors/log1000");

  @Test
  void every_published_tile_and_bundle_is_written_again_byte_for_byte() throws IOException {
    List<byte[]> entries = entries();
    var leaves = Leaves.of(entries.stream().map(Hash::leaf).toList());
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(25);

    for (Path file : files) {
      String name = LOG.relativize(file).toString();
      TilePath path = TilePath.parse(name).orElseThrow();
      assertThat(path.path()).isEqualTo(name);
      assertThat(path.isWithin(1000)).as(name).isTrue();
      byte[] bytes = path.isBundle() ? bundle(path, entries) : Tiles.tile(path, leaves);
      assertThat(bytes).as(name).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void all_that_a_log_of_a_thousand_entries_has_is_listed() {
    assertThat(TilePath.of(1000))
        .allMatch(path -> Files.exists(LOG.resolve(path.path())))
        .map(TilePath::path)
        .contains("tile/entries/003.p/232", "tile/0/000", "tile/0/003.p/232", "tile/1/000.p/3")
        .hasSize(9);
    assertThat(TilePath.of(0)).isEmpty();
  }

  @Test
  void the_example_of_the_specification_has_the_tiles_that_it_says() {
    List<String> paths = TilePath.of(70_000).stream().map(TilePath::path).toList();

    assertThat(paths)
        .contains("tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17")
        .contains("tile/2/000.p/1")
        .doesNotContain("tile/0/273", "tile/3/000.p/1");
    assertThat(new TilePath(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(TilePath.parse("tile/0/x001/x234/067"))
        .isEqualTo(Optional.of(new TilePath(0, 1_234_067, 256)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/6/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/0/x999/x999/x999/999",
        "tile/entries/../000",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/٠٠٠",
        "tile/data/000"
      })
  void a_path_that_is_not_written_as_specified_names_no_tile(String path) {
    assertThat(TilePath.parse(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tile/0/000.p/10, 10, true",
    "tile/0/000.p/10, 9, false",
    "tile/1/000.p/1, 256, true",
    "tile/1/000.p/1, 255, false",
    "tile/entries/001, 512, true",
    "tile/entries/001, 511, false"
  })
  void a_tile_is_there_once_the_log_is_long_enough(String path, long size, boolean there) {
    assertThat(TilePath.parse(path).orElseThrow().isWithin(size)).isEqualTo(there);
  }

  @Test
  void a_bundle_that_is_cut_or_continued_is_refused() {
    byte[] bundle = Tiles.bundle(List.of(new byte[] {1, 2}, new byte[0], new byte[65_535]));

    assertThat(Tiles.entries(bundle, 3)).hasSize(3);
    assertThatThrownBy(() -> Tiles.entries(bundle, 4)).hasMessageContaining("ends within entry 4");
    assertThatThrownBy(() -> Tiles.entries(bundle, 2)).hasMessageContaining("more than its 2");
    List<byte[]> oversized = List.of(new byte[65_536]);
    assertThatThrownBy(() -> Tiles.bundle(oversized)).hasMessageContaining("at most 65535");
  }

  private static byte[] bundle(TilePath path, List<byte[]> entries) {
    int from = (int) path.firstEntry();
    return Tiles.bundle(entries.subList(from, from + path.width()));
  }

  private static List<byte[]> entries() throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (TilePath path : TilePath.of(1000)) {
      if (path.isBundle()) {
        entries.addAll(Tiles.entries(Files.readAllBytes(LOG.resolve(path.path())), path.width()));
      }
    }
    return entries;
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.walk(LOG.resolve("tile"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
