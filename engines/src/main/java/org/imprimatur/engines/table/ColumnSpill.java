// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of many columns, kept in files as they come: blocks of rows, in each block one column
 * after another. They lie in the system's temporary folder. So a table is read once, and one column
 * at a time is held in memory.
 */
final class ColumnSpill implements AutoCloseable {
  /** A file of a worker may not be much larger. */
  private static final long FILE_LIMIT = 128L << 20;

  private final List<FileChannel> files = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private ByteBuffer buffer = room(0);
  private long end;
  private long rows;

  /** Rows that stand in a file from a position on. */
  private record Block(FileChannel file, long start, int rows) {}

  private static ByteBuffer room(int values) {
    return ByteBuffer.allocateDirect(values * Double.BYTES).order(ByteOrder.nativeOrder());
  }

  /** Begins the next block; each column must be written to it once, in order. */
  void begin(int size) throws IOException {
    if (files.isEmpty() || end > FILE_LIMIT) {
      Path file = Files.createTempFile("columns-", "");
      files.add(
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
      end = 0;
    }
    blocks.add(new Block(files.getLast(), end, size));
    rows += size;
  }

  long rows() {
    return rows;
  }

  /** Writes the values of the next column in the block; NaN stands for a missing cell. */
  void write(double[] values, int size) throws IOException {
    ByteBuffer room = room(values, size);
    while (room.hasRemaining()) {
      end += files.getLast().write(room, end);
    }
  }

  private ByteBuffer room(double[] values, int size) {
    if (buffer.capacity() < size * Double.BYTES) {
      buffer = room(size);
    }
    buffer.clear().limit(size * Double.BYTES);
    buffer.asDoubleBuffer().put(values, 0, size);
    return buffer;
  }

  /** Reads a column as it was written; safe for several threads once everything is written. */
  void read(int column, NumericColumn to) throws IOException {
    to.clear(Math.toIntExact(rows));
    int most = blocks.stream().mapToInt(Block::rows).max().orElse(0);
    ByteBuffer bytes = room(most);
    double[] values = new double[most];
    for (Block block : blocks) {
      bytes.clear().limit(block.rows * Double.BYTES);
      long at = block.start + (long) column * block.rows * Double.BYTES;
      while (bytes.hasRemaining()) {
        int count = block.file.read(bytes, at + bytes.position());
        if (count < 0) {
          throw new IOException("The file of a column ends early");
        }
      }
      DoubleBuffer doubles = bytes.flip().asDoubleBuffer();
      doubles.get(values, 0, block.rows);
      to.addAll(values, block.rows);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }
}
