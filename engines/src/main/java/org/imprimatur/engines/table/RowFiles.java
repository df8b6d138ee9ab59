// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Pieces of rows in files of the system's temporary folder, which go when they are closed. */
final class RowFiles implements AutoCloseable {
  /** A file of a worker may not be much larger. */
  private static final long FILE_LIMIT = 128L << 20;

  private final ByteBuffer buffer = room();
  private final List<FileChannel> files = new ArrayList<>();
  private long end;

  /** So many keys, and after them their codes, from a position in a file on. */
  record Piece(FileChannel file, long start, int rows) {
    /**
     * Fills the arrays from a place on; several threads may read, each with a buffer of its own.
     */
    void read(ByteBuffer buffer, long[] keys, char[] codes, int at) {
      buffer.clear().limit(rows * ScoreOrder.ROW_BYTES);
      try {
        while (buffer.hasRemaining()) {
          if (file.read(buffer, start + buffer.position()) < 0) {
            throw new IOException("The file of kept rows ends early");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      buffer.flip().asLongBuffer().get(keys, at, rows);
      buffer
          .slice(rows * Long.BYTES, rows * Character.BYTES)
          .order(buffer.order())
          .asCharBuffer()
          .get(codes, at, rows);
    }
  }

  /** A buffer with room for one piece. */
  static ByteBuffer room() {
    return ByteBuffer.allocateDirect(Portion.PIECE * ScoreOrder.ROW_BYTES)
        .order(ByteOrder.nativeOrder());
  }

  Piece write(long[] keys, char[] codes, int rows) throws IOException {
    if (files.isEmpty() || end > FILE_LIMIT) {
      files.add(open());
      end = 0;
    }
    buffer.clear().limit(rows * ScoreOrder.ROW_BYTES);
    buffer.asLongBuffer().put(keys, 0, rows);
    buffer
        .slice(rows * Long.BYTES, rows * Character.BYTES)
        .order(buffer.order())
        .asCharBuffer()
        .put(codes, 0, rows);
    Piece piece = new Piece(files.getLast(), end, rows);
    while (buffer.hasRemaining()) {
      end += files.getLast().write(buffer, end);
    }
    return piece;
  }

  private static FileChannel open() throws IOException {
    Path file = Files.createTempFile("rows-", "");
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  @Override
  public void close() {
    for (FileChannel file : files) {
      try {
        file.close();
      } catch (IOException e) {
        // The folder goes with the worker.
      }
    }
  }
}
