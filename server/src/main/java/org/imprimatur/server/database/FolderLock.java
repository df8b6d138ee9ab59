// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a folder for one process until it is closed or ends, however it ends: the system takes the
 * lock back. An embedded database is for one server, which keeps much of it in memory.
 */
public final class FolderLock implements AutoCloseable {
  private final Optional<FileChannel> channel;

  private FolderLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /** Keeps nothing from anybody: for servers that share a database elsewhere. */
  public static FolderLock shared() {
    return new FolderLock(Optional.empty());
  }

  /** Takes the lock of a folder; empty where another process, or this one, has it. */
  public static Optional<FolderLock> take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("imprimatur.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new FolderLock(Optional.of(channel)));
      }
    } catch (OverlappingFileLockException e) {
      // A server of this process has it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
