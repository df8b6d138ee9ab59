// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The members of a gzip file, one behind the other (RFC 1952, section 2.2). The platform's reader
 * takes whatever follows a member and does not begin like another one for the end of the file; here
 * one can ask how far it came.
 */
final class GzipMembers extends GZIPInputStream {
  private static final int TRAILER = 8;

  private final Counted file;
  private long filled;

  GzipMembers(InputStream file, int buffer) throws IOException {
    this(new Counted(file), buffer);
  }

  private GzipMembers(Counted file, int buffer) throws IOException {
    super(file, buffer);
    this.file = file;
  }

  /** Counts the bytes that were taken. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int found = super.read();
      count += found < 0 ? 0 : 1;
      return found;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int found = super.read(bytes, from, length);
      count += Math.max(0, found);
      return found;
    }
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = file.count;
  }

  /** At the end: the bytes of all members that were unpacked. */
  long bytes() {
    return filled - inf.getRemaining() + TRAILER;
  }
}
