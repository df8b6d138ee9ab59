// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Connections to a mail server of whose answers only so much is read. Whoever reads them keeps each
 * in memory until it ends, and one without an end would fill it long before the time is over.
 */
final class MailSockets extends SocketFactory {
  /** A certificate with its chain and a talk of a few lines take a tenth of it. */
  private static final int MOST = 256 * 1_024;

  /** The server said more than that. */
  static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;

    private TooMuchException() {
      super("The answers of the mail server are too long.");
    }
  }

  @Override
  public Socket createSocket() {
    return new Limited();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unconnected();
  }

  /** Whoever connects says for how long it may take. */
  private static IOException unconnected() {
    return new IOException("A connection to a mail server is made with a time limit.");
  }

  private static final class Limited extends Socket {
    private int left = MOST;

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          count(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
          int read = super.read(bytes, from, most);
          count(read);
          return read;
        }
      };
    }

    private void count(int read) throws TooMuchException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new TooMuchException();
      }
    }
  }
}
