// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A network between a server and its database that can fall silent: connections stand, and nothing
 * arrives. What was under way then is lost, and connections that are made later work once it is
 * well again.
 */
final class TestingNetwork implements AutoCloseable {
  /** Which way is silent. */
  enum Silent {
    NEITHER,
    ANSWERS,
    BOTH
  }

  private final ServerSocket listening;
  private final int to;
  private volatile Silent silent = Silent.NEITHER;

  TestingNetwork(int to) throws IOException {
    this.to = to;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  void set(Silent way) {
    silent = way;
  }

  private void serve() {
    try {
      while (true) {
        Socket near = listening.accept();
        var far = new Socket(InetAddress.getLoopbackAddress(), to);
        Thread.ofPlatform().daemon().start(() -> carry(near, far, false));
        Thread.ofPlatform().daemon().start(() -> carry(far, near, true));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  /** Once something was lost on a connection nothing more arrives, whoever hangs up. */
  private void carry(Socket from, Socket into, boolean answers) {
    byte[] bytes = new byte[8_192];
    boolean lost = false;
    try (InputStream in = from.getInputStream();
        OutputStream out = into.getOutputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        lost |= silent == Silent.BOTH || (answers && silent == Silent.ANSWERS);
        if (!lost) {
          out.write(bytes, 0, read);
        }
      }
      while (lost) {
        Thread.sleep(1_000);
      }
    } catch (IOException e) {
      // One side hung up, and the other is told by closing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
