// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.log.TilePath;
import org.imprimatur.proof.log.Tiles;
import org.jspecify.annotations.Nullable;

/** An exported log with its blobs, in a folder or a zip. Nothing in it is believed. */
final class Export implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile(
          "checkpoint|tile/(\\d|entries)/[x0-9/]{3,40}(\\.p/\\d{1,3})?|blobs/[0-9a-f]{64}");
  private static final int LARGEST = 256 * 1024 * 1024;

  private final Path place;
  private final @Nullable ZipFile zip;

  private Export(Path place, @Nullable ZipFile zip) {
    this.place = place;
    this.zip = zip;
  }

  static Export open(Path place) {
    if (Files.isDirectory(place)) {
      return new Export(place, null);
    }
    try {
      return new Export(place, new ZipFile(place.toFile()));
    } catch (ZipException _) {
      throw unreadable(place);
    } catch (IOException _) {
      throw LocalFile.unreadable(place);
    }
  }

  /** The bytes under a path of the log; empty if the export has none. */
  Optional<byte[]> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = stream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length <= LARGEST) {
        return Optional.of(bytes);
      }
    } catch (IOException _) {
      // Answered below: a damaged file is not a missing one.
    }
    throw CommandException.unknown(
        "export.unreadable",
        name + " in " + place + " is damaged or larger than 256 MB.",
        "Export the log again.");
  }

  private @Nullable InputStream stream(String name) throws IOException {
    if (zip != null) {
      ZipEntry entry = zip.getEntry(name);
      return entry == null ? null : zip.getInputStream(entry);
    }
    Path file = place.resolve(name);
    return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
  }

  Optional<byte[]> blob(Digest digest) {
    return find("blobs/" + digest.hex());
  }

  /** The key that the log's first entry names; it proves nothing about whose log it is. */
  LogKey ownKey() {
    try {
      String note = new String(find("checkpoint").orElseThrow(() -> unreadable(place)), UTF_8);
      int width = (int) Math.min(TilePath.FULL, Checkpoint.unverified(note).size());
      byte[] bundle = find(TilePath.entries(0, width).path()).orElseThrow(() -> unreadable(place));
      if (Act.parse(Tiles.entries(bundle, width).getFirst())
          instanceof FoundingAct.LogOpened opened) {
        return LogKey.parse(opened.logKey());
      }
    } catch (IllegalArgumentException | ActException | NoSuchElementException _) {
      // Answered below like every other first entry that names no key.
    }
    throw CommandException.unknown(
        "export.no-key",
        "The first entry of the log in " + place + " cannot be read, so its key is not known.",
        "Export the log again, or give its verifier key with --key.");
  }

  @Override
  public void close() {
    if (zip != null) {
      try {
        zip.close();
      } catch (IOException _) {
        // It was only read: nothing is lost.
      }
    }
  }

  static void requireEmpty(Path folder) {
    boolean free = !Files.exists(folder);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        free = inside.findAny().isEmpty();
      } catch (IOException _) {
        throw LocalFile.unreadable(folder);
      }
    }
    if (!free) {
      throw CommandException.usage(
          "export.not-empty",
          folder + " is not a new or empty folder.",
          "Name a folder that holds nothing yet, or a file that ends in .zip.");
    }
  }

  /** Lays a zip out in a folder; only what an export consists of is let in. */
  static void unpack(Path zip, Path folder) {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = archive.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!NAME.matcher(entry.getName()).matches()) {
          throw CommandException.unknown(
              "export.strange",
              "The export holds \"" + entry.getName() + "\", which no export has.",
              "Check that the address is that of an Imprimatur server.");
        }
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.resolveSibling("."));
        try (InputStream in = archive.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    } catch (IOException _) {
      throw CommandException.unknown(
          "export.not-written",
          "The export could not be laid out in " + folder + ".",
          "Check the folder and the space left.");
    }
  }

  private static CommandException unreadable(Path place) {
    return CommandException.unknown(
        "export.unreadable",
        place + " is no exported log.",
        "Name the folder or the zip that imprimatur audit export wrote.");
  }
}
