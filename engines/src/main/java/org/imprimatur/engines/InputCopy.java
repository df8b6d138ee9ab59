// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Copies a file and finds the SHA-256 of the copy. While the system copies one part, which is
 * quicker than to write it from here, another thread adds the one before it to the digest.
 */
final class InputCopy {
  private static final int PART = 4 << 20;

  /** So many bytes at once stay in the processor's nearer memory. */
  private static final int STEP = 256 << 10;

  private final FileChannel copy;
  private final MessageDigest sha256 = sha256();
  private final byte[] read = new byte[STEP];

  private InputCopy(FileChannel copy) {
    this.copy = copy;
  }

  /** The digest of the copy in hex. The target must not be there yet. */
  static String make(Path source, Path target) throws IOException {
    try (FileChannel from = FileChannel.open(source);
        FileChannel copy = FileChannel.open(target, CREATE_NEW, READ, WRITE)) {
      return new InputCopy(copy).all(from);
    } catch (CompletionException e) {
      throw new IOException("The copy cannot be read", e.getCause());
    }
  }

  private String all(FileChannel from) throws IOException {
    CompletableFuture<Void> digested = CompletableFuture.completedFuture(null);
    long at = 0;
    for (long size = 1; size > 0; at += size) {
      long start = at;
      long length = from.transferTo(at, PART, copy);
      digested = digested.thenRunAsync(() -> add(start, length), Thread::startVirtualThread);
      size = length;
    }
    digested.join();
    return HexFormat.of().formatHex(sha256.digest());
  }

  private void add(long start, long length) {
    try {
      for (long done = 0; done < length; ) {
        int wanted = (int) Math.min(read.length, length - done);
        int size = copy.read(ByteBuffer.wrap(read, 0, wanted), start + done);
        if (size < 0) {
          throw new EOFException("The copy is shorter than what was copied");
        }
        sha256.update(read, 0, size);
        done += size;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
