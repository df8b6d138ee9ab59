// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.engines.task.CheckException;

/**
 * What the bytes of a text file tell before it is parsed.
 *
 * @param charset UTF-8, UTF-16 by its mark, or Windows-1252 where the bytes are no UTF-8
 * @param mark how many bytes of a mark stand before the text
 * @param signs what stands anywhere in it
 */
record TextScan(Charset charset, int mark, Signs signs) {
  /**
   * What matters to whoever parses the text.
   *
   * @param quotes whether a double quote stands anywhere
   * @param oneLineEnd whether all lines end alike
   * @param underscoreInNumber whether an underscore stands between two digits
   * @param records lines that are not empty, where those within double quotes end none
   */
  record Signs(boolean quotes, boolean oneLineEnd, boolean underscoreInNumber, long records) {}

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int BUFFER = 1 << 16;

  static TextScan of(String name, Path file) throws CheckException, IOException {
    byte[] first = Unpacked.first(file);
    Signs unknown = new Signs(true, false, true, 0);
    if (starts(first, 0xff, 0xfe)) {
      return new TextScan(StandardCharsets.UTF_16LE, 2, unknown);
    }
    if (starts(first, 0xfe, 0xff)) {
      return new TextScan(StandardCharsets.UTF_16BE, 2, unknown);
    }
    if (isUtf16(first)) {
      throw new CheckException(
          "data.nul",
          name + " looks like UTF-16 without its mark (BOM). Save it as UTF-8, or with its mark.");
    }
    int mark = starts(first, 0xef, 0xbb, 0xbf) ? 3 : 0;
    Pass pass = new Pass(name);
    pass.over(file);
    TextScan utf8 = new TextScan(StandardCharsets.UTF_8, mark, pass.signs());
    if (pass.ascii || utf8.fits(file)) {
      return utf8;
    }
    if (mark > 0) {
      throw new CheckException(
          "data.encoding", name + " says that it is UTF-8, but it is not. Save it as UTF-8.");
    }
    return new TextScan(WINDOWS, 0, pass.signs());
  }

  private static boolean starts(byte[] first, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (first.length <= i || (first[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  boolean isGuessed() {
    return charset.equals(WINDOWS);
  }

  /** The text behind the mark; reading fails at bytes that are no text in its encoding. */
  Reader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(mark);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(in, decoder), BUFFER);
  }

  private boolean fits(Path file) throws IOException {
    char[] buffer = new char[BUFFER];
    try (Reader reader = open(file)) {
      int count = 0;
      while (count >= 0) {
        count = reader.read(buffer);
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Looks at every byte, at eight at a time where they are plain. */
  private static final class Pass {
    private static final VarHandle WORDS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private final String name;
    private boolean ascii = true;
    private boolean quotes;
    private boolean inside;
    private boolean content;
    private boolean underscoreInNumber;
    private boolean open;
    private long lines;
    private long records;
    private long carriageReturns;
    private long pairs;
    private byte before;

    private Pass(String name) {
      this.name = name;
    }

    private void over(Path file) throws CheckException, IOException {
      byte[] buffer = new byte[BUFFER];
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          take(buffer, count);
        }
      }
    }

    private Signs signs() {
      boolean one = carriageReturns == 0 || (carriageReturns == pairs && pairs == lines);
      return new Signs(quotes, one, underscoreInNumber, records + (content ? 1 : 0));
    }

    private void take(byte[] buffer, int count) throws CheckException {
      int i = 0;
      while (i < count) {
        long word = i + Long.BYTES <= count ? (long) WORDS.get(buffer, i) : 0;
        // A word with anything else than plain characters, and a short rest, is taken apart.
        long special =
            word
                | has(word, 0)
                | has(word, '_')
                | has(word, '"')
                | has(word, '\r')
                | has(word, '\n');
        if ((special & HIGH) != 0 || open) {
          int end = Math.min(i + Long.BYTES, count);
          for (; i < end; i++) {
            take(buffer[i]);
          }
        } else {
          content = true;
          i += Long.BYTES;
          before = buffer[i - 1];
        }
      }
    }

    /** A high bit is set if the character is among the eight, and sometimes if it is not. */
    private static long has(long word, int character) {
      long zeroes = word ^ (character * ONES);
      return (zeroes - ONES) & ~zeroes;
    }

    private void take(byte here) throws CheckException {
      switch (here) {
        case '\n' -> {
          lines++;
          pairs += before == '\r' ? 1 : 0;
          if (content && !inside) {
            records++;
            content = false;
          }
        }
        case '\r' -> carriageReturns++;
        case 0 -> throw nul(name, lines + 1);
        default -> {
          content = true;
          ascii &= here > 0;
          if (here == '"') {
            quotes = true;
            inside = !inside;
          }
        }
      }
      underscoreInNumber |= open && isDigit(here);
      open = here == '_' && isDigit(before);
      before = here;
    }

    private static boolean isDigit(byte character) {
      return character >= '0' && character <= '9';
    }
  }

  static CheckException noText(String name, long line) {
    return new CheckException(
        "data.encoding",
        name + " holds bytes that are no text, at line " + line + ". Save it as UTF-8.");
  }

  /** Of two bytes each character, of which one is 0, in what most texts begin with. */
  private static boolean isUtf16(byte[] first) {
    boolean little = first.length > 3 && first[1] == 0 && first[3] == 0;
    boolean big = first.length > 3 && first[0] == 0 && first[2] == 0;
    return (little && first[0] > 0 && first[2] > 0) || (big && first[1] > 0 && first[3] > 0);
  }

  static CheckException nul(String name, long line) {
    return new CheckException(
        "data.nul", name + " holds a NUL character in line " + line + ". Remove it.");
  }
}
