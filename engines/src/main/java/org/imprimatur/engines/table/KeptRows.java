// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.task.CheckException;

/**
 * Rows that the database is asked for once: what it tells is kept in files, and whoever wants rows
 * of some scores again gets them from there. They lie in the system's temporary folder. Where they
 * cannot be kept the database is asked again, which changes no figure.
 */
final class KeptRows implements ScoredRows, AutoCloseable {
  private static final int ROOM = 1 << 15;

  /** A file of a worker may not be much larger. */
  private static final long FILE_LIMIT = 128L << 20;

  /** More rows than this would fill gigabytes of a disk. */
  private static final long MOST_ROWS = 1L << 28;

  private final ScoredRows rows;
  private final List<FileChannel> files = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final double[] scores = new double[ROOM];
  private final char[] codes = new char[ROOM];
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(ROOM * ScoreOrder.ROW_BYTES).order(ByteOrder.nativeOrder());
  private int size;
  private long end;
  private long kept;
  private boolean fails;
  private boolean isComplete;

  /** So many scores, and after them their codes, from a position in a file on. */
  private record Block(FileChannel file, long start, int rows) {}

  KeptRows(ScoredRows rows) {
    this.rows = rows;
  }

  /** The first time all rows are kept whose scores are read; later bounds lie within these. */
  @Override
  public void readScores(double low, double high, Sink sink) throws CheckException {
    if (isComplete) {
      readKept(low, high, sink);
    } else if (fails) {
      rows.readScores(low, high, sink);
    } else {
      rows.read(
          low,
          high,
          (found, ofCodes, count) -> {
            sink.rows(found, ofCodes, count);
            keep(found, ofCodes, count);
          });
      write();
      isComplete = !fails;
    }
  }

  @Override
  public void read(double low, double high, Sink sink) throws CheckException {
    if (isComplete) {
      readKept(low, high, sink);
    } else {
      rows.read(low, high, sink);
    }
  }

  private void keep(double[] found, char[] ofCodes, int count) {
    for (int from = 0; from < count && !fails; ) {
      int fit = Math.min(count - from, ROOM - size);
      System.arraycopy(found, from, scores, size, fit);
      System.arraycopy(ofCodes, from, codes, size, fit);
      size += fit;
      from += fit;
      if (size == ROOM) {
        write();
      }
    }
  }

  private void write() {
    kept += size;
    if (fails || kept > MOST_ROWS) {
      fails = true;
      return;
    }
    try {
      if (files.isEmpty() || end > FILE_LIMIT) {
        files.add(open());
        end = 0;
      }
      blocks.add(new Block(files.getLast(), end, size));
      buffer.clear().limit(size * ScoreOrder.ROW_BYTES);
      buffer.asDoubleBuffer().put(scores, 0, size);
      buffer
          .slice(size * Double.BYTES, size * Character.BYTES)
          .order(buffer.order())
          .asCharBuffer()
          .put(codes, 0, size);
      while (buffer.hasRemaining()) {
        end += files.getLast().write(buffer, end);
      }
      size = 0;
    } catch (IOException e) {
      fails = true;
    }
  }

  private static FileChannel open() throws IOException {
    Path file = Files.createTempFile("rows-", "");
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private void readKept(double low, double high, Sink sink) throws CheckException {
    try {
      for (Block block : blocks) {
        read(block);
        sink.rows(scores, codes, within(low, high, block.rows));
      }
    } catch (IOException e) {
      throw new CheckException(
          "worker.disk", "The rows that a worker kept in its folder cannot be read again.");
    }
  }

  private void read(Block block) throws IOException {
    buffer.clear().limit(block.rows * ScoreOrder.ROW_BYTES);
    while (buffer.hasRemaining()) {
      if (block.file.read(buffer, block.start + buffer.position()) < 0) {
        throw new IOException("The file of kept rows ends early");
      }
    }
    buffer.flip().asDoubleBuffer().get(scores, 0, block.rows);
    buffer
        .slice(block.rows * Double.BYTES, block.rows * Character.BYTES)
        .order(buffer.order())
        .asCharBuffer()
        .get(codes, 0, block.rows);
  }

  /** Moves the rows within two bounds to the front, and says how many there are. */
  private int within(double low, double high, int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      double score = scores[i];
      scores[found] = score;
      codes[found] = codes[i];
      found += score >= low && score <= high ? 1 : 0;
    }
    return found;
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
