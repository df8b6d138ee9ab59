// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The parts of a workbook (.xlsx, ECMA-376): a zip of XML. Whoever made it is not trusted: nothing
 * is unpacked to a disk, no part is read beyond 32 MiB, and what is no workbook is told by what it
 * is.
 */
final class WorkbookFile implements AutoCloseable {
  private static final long LARGEST = 16L << 20;
  private static final long LARGEST_PART = 32L << 20;
  private static final int LONGEST_RUN = 1 << 20;
  private static final int MOST_PARTS = 10_000;
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] COMPOUND = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
  private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(UTF_16LE);

  private final ZipFile zip;

  private WorkbookFile(ZipFile zip) {
    this.zip = zip;
  }

  /** Whether a file is a spreadsheet rather than a text, by its name or its first bytes. */
  static boolean isOne(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(xls|xlsx|xlsm|xlsb|ods)")
        || begins(path, ZIP)
        || begins(path, COMPOUND);
  }

  private static boolean begins(Path path, byte[] with) {
    return Arrays.equals(head(path, with.length), with);
  }

  private static byte[] head(Path path, int count) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(count);
    } catch (IOException _) {
      throw LocalFile.unreadable(path);
    }
  }

  static WorkbookFile open(Path path) throws WrongWorkbookException {
    if (!Files.isRegularFile(path)) {
      throw LocalFile.unreadable(path);
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw new WrongWorkbookException("it is larger than 16 MB, which no inventory is");
      }
      if (begins(path, COMPOUND)) {
        throw new WrongWorkbookException(
            holds(Files.readAllBytes(path), ENCRYPTED)
                ? "it is encrypted; save it without a password"
                : "it is a workbook of before 2007 (.xls); save it as .xlsx");
      }
      if (!begins(path, ZIP)) {
        throw new WrongWorkbookException("it is no workbook (.xlsx)");
      }
      return held(new WorkbookFile(new ZipFile(path.toFile(), UTF_8)));
    } catch (IOException _) {
      throw new WrongWorkbookException("its zip is damaged");
    }
  }

  /**
   * Of two parts of one name, one program would read the first and another the second. Capitals
   * make no other name (ECMA-376, Part 2).
   */
  private static WorkbookFile held(WorkbookFile file) throws WrongWorkbookException {
    Set<String> names = new HashSet<>();
    for (ZipEntry one : Collections.list(file.zip.entries())) {
      boolean twice = !names.add(one.getName().toLowerCase(Locale.ROOT));
      if (twice || names.size() > MOST_PARTS) {
        file.close();
        throw new WrongWorkbookException(
            twice
                ? "its zip holds %s twice".formatted(one.getName())
                : "it has more than %,d parts".formatted(MOST_PARTS));
      }
    }
    return file;
  }

  private static boolean holds(byte[] bytes, byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  /** A part that has to be there. */
  WorkbookPart need(String name) throws WrongWorkbookException {
    return find(name)
        .orElseThrow(
            () -> new WrongWorkbookException("it is no workbook (.xlsx): it has no " + name));
  }

  Optional<WorkbookPart> find(String name) throws WrongWorkbookException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new WorkbookPart(new Limited(zip.getInputStream(entry)), name));
    } catch (IOException _) {
      throw new WrongWorkbookException("its zip is damaged at " + name);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException _) {
      // It was only read.
    }
  }

  /**
   * Ends with a fault after the most bytes that a part may have, whatever the zip says of it, and
   * where no element begins for long: a reader of XML keeps an attribute whole.
   */
  private static final class Limited extends FilterInputStream {
    private long left = LARGEST_PART;
    private int run;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      for (int i = from; i < from + count; i++) {
        run = buffer[i] == '<' ? 0 : run + 1;
      }
      left -= Math.max(count, 0);
      if (left < 0 || run > LONGEST_RUN) {
        throw new IOException(WorkbookPart.TOO_LARGE);
      }
      return count;
    }
  }
}
