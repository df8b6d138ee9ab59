// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Manifest;

/**
 * A model's files by their paths in the manifest. What a folder holds is taken whole; a link in it
 * is refused, because it could lead out of the folder and back to other bytes later.
 */
record Artifact(SortedMap<String, LocalFile> files) {
  private static final int MOST_FILES = 10_000;

  /** One folder, or files that each stand under their own name. */
  static Artifact read(List<Path> places) {
    SortedMap<String, Path> found = new TreeMap<>();
    if (places.size() == 1 && Files.isDirectory(places.getFirst())) {
      walk(places.getFirst(), found);
    } else {
      for (Path place : places) {
        single(place, found);
      }
    }
    SortedMap<String, LocalFile> files = new TreeMap<>();
    found.forEach((name, path) -> files.put(name, LocalFile.read(path)));
    return new Artifact(files);
  }

  /** The manifest; paths that are none of a model's file are refused. */
  Manifest manifest() {
    try {
      return new Manifest(
          files.entrySet().stream()
              .map(e -> new Manifest.File(e.getKey(), e.getValue().digest(), e.getValue().size()))
              .toList());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "artifact.path", String.valueOf(e.getMessage()), "Rename the file, or leave it out.");
    }
  }

  /** Something made of each file, by path. */
  <T> Map<String, T> mapped(Function<LocalFile, T> make) {
    return files.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> make.apply(e.getValue())));
  }

  private static void single(Path place, Map<String, Path> found) {
    if (Files.isDirectory(place)) {
      throw CommandException.usage(
          "artifact.folder-among-files",
          place + " is a folder among several arguments.",
          "Name one folder alone, or only files.");
    }
    String name = String.valueOf(place.toAbsolutePath().normalize().getFileName());
    if (found.put(name, place) != null) {
      throw CommandException.usage(
          "artifact.twice",
          "Two of the files are called " + name + ".",
          "Put them into one folder, where their paths differ, and name the folder.");
    }
  }

  private static void walk(Path folder, SortedMap<String, Path> found) {
    try (Stream<Path> walked = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) walked::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          found.put(name(folder, path), path);
        } else if (!path.equals(folder) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          throw CommandException.usage(
              "artifact.link",
              path + " is a link or no regular file.",
              "Replace it by the file itself, or leave it out of the folder.");
        }
        limit(folder, found);
      }
    } catch (IOException | UncheckedIOException _) {
      throw LocalFile.unreadable(folder);
    }
    if (found.isEmpty()) {
      throw CommandException.usage(
          "artifact.empty", "The folder " + folder + " holds no file.", "Name the model's folder.");
    }
  }

  private static void limit(Path folder, SortedMap<String, Path> found) {
    if (found.size() > MOST_FILES) {
      throw CommandException.usage(
          "artifact.too-many-files",
          "The folder " + folder + " holds more than " + MOST_FILES + " files.",
          "Name the folder of the model alone.");
    }
  }

  private static String name(Path folder, Path path) {
    String separator = folder.getFileSystem().getSeparator();
    return folder.relativize(path).toString().replace(separator, "/");
  }
}
