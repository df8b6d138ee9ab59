// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.imprimatur.engines.task.CheckException;

/** Takes a file out of gzip or zstd, told by its first bytes, within limits. */
final class Unpacked {
  /** The most bytes that a file may unpack to. */
  static final long LIMIT = 2L << 30;

  /** Up to here a file may shrink to any size; plain repetition is no attack yet. */
  private static final long ANY_RATIO = 64L << 20;

  private static final long RATIO = 200;
  private static final int BUFFER = 1 << 16;
  private static final int PROBE = 4;

  private final String name;
  private final Path file;
  private final long packed;

  private Unpacked(String name, Path file) throws IOException {
    this.name = name;
    this.file = file;
    packed = Files.size(file);
  }

  /**
   * The file itself where it is not compressed, else its content under the target.
   *
   * @param target where nothing stands yet
   */
  static Path of(String name, Path file, Path target) throws CheckException, IOException {
    byte[] first = first(file);
    if (isPacked(first)) {
      new Unpacked(name, file).into(target, isZstd(first));
      if (isPacked(first(target))) {
        throw new CheckException(
            "data.compression", name + " is compressed twice. Compress it once.");
      }
      return target;
    }
    return file;
  }

  static byte[] first(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PROBE);
    }
  }

  private static boolean isPacked(byte[] first) {
    return isZstd(first) || (first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b);
  }

  private static boolean isZstd(byte[] first) {
    return first.length == PROBE
        && first[0] == 0x28
        && first[1] == (byte) 0xb5
        && first[2] == 0x2f
        && first[3] == (byte) 0xfd;
  }

  private void into(Path target, boolean zstd) throws CheckException, IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = zstd ? new ZstdInputStream(raw) : new GzipMembers(raw, BUFFER);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER)) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        size += count;
        if (size > LIMIT || (size > ANY_RATIO && size / RATIO > packed)) {
          throw new CheckException(
              "data.unpacked-size",
              name
                  + " unpacks to more than 2 GB, or to more than 64 MB at over 200 times its packed"
                  + " size. Register it as Parquet.");
        }
        out.write(buffer, 0, count);
      }
      if (in instanceof GzipMembers members && members.bytes() != packed) {
        throw damaged();
      }
    } catch (ZipException | EOFException e) {
      throw damaged();
    }
  }

  /** Reading alone: what fails in writing is not the file's fault. */
  private int read(InputStream in, byte[] buffer) throws CheckException {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw damaged();
    }
  }

  private CheckException damaged() {
    return new CheckException(
        "data.compression",
        name + " is compressed, but cannot be unpacked to its end. Compress it again.");
  }
}
