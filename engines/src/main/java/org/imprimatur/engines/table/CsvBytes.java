// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.engines.task.CheckException;

/** What the bytes of a CSV file tell before it is parsed; eight at a time where they are plain. */
record CsvBytes(boolean underscoreInNumber) {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long UNDERSCORES = '_' * ONES;

  /** Refuses a file that holds a NUL or is not UTF-8, with the line. */
  static CsvBytes read(String name, Path file) throws CheckException, IOException {
    Seen seen = new Seen();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        seen.take(buffer, count);
      }
    }
    if (seen.unplain) {
      checkEncoding(name, file);
    }
    return new CsvBytes(seen.underscoreInNumber);
  }

  /** What was seen so far. */
  private static final class Seen {
    private boolean unplain;
    private boolean underscoreInNumber;
    private byte before;
    private boolean open;

    private void take(byte[] buffer, int count) {
      int i = 0;
      while (i < count) {
        long word = i + Long.BYTES <= count ? (long) WORDS.get(buffer, i) : 0;
        // Above 127, 0 or an underscore somewhere in the eight; a short rest counts as such.
        long zero = (word - ONES) & ~word;
        long marks = word ^ UNDERSCORES;
        if (((word | zero | ((marks - ONES) & ~marks)) & HIGH) != 0 || open) {
          int end = Math.min(i + Long.BYTES, count);
          for (; i < end; i++) {
            take(buffer[i]);
          }
        } else {
          i += Long.BYTES;
          before = buffer[i - 1];
        }
      }
    }

    private void take(byte here) {
      unplain |= here <= 0;
      underscoreInNumber |= open && isDigit(here);
      open = here == '_' && isDigit(before);
      before = here;
    }

    private static boolean isDigit(byte character) {
      return character >= '0' && character <= '9';
    }
  }

  private static void checkEncoding(String name, Path file) throws CheckException, IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    char[] buffer = new char[1 << 16];
    long line = 1;
    try (Reader reader = new InputStreamReader(Files.newInputStream(file), decoder)) {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            line++;
          } else if (buffer[i] == 0) {
            throw new CheckException(
                "data.nul", name + " holds a NUL character in line " + line + ". Remove it.");
          }
        }
      }
    } catch (CharacterCodingException e) {
      throw new CheckException(
          "data.encoding",
          name + " is not UTF-8, somewhere after line " + line + ". Save it as UTF-8.");
    }
  }
}
