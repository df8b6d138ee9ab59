// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.imprimatur.engines.task.CheckException;

/**
 * Reads JSON objects one by one: one a line, or the members of one array. Values are single; a
 * number keeps its digits as they are written.
 */
final class JsonRecords {
  private static final int TEXT_LIMIT = 1 << 20;
  private static final int NUMBER_LIMIT = 1000;
  private static final int END = -1;
  private static final int NOTHING = -2;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String name;
  private final Reader reader;
  private final SequencedMap<String, String> values = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private int ahead = NOTHING;
  private long line = 1;
  private boolean array;
  private boolean begun;

  JsonRecords(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** The texts of the current object by key; a value of null is not there. */
  Map<String, String> values() {
    return values;
  }

  long line() {
    return line;
  }

  /** Reads the next object. */
  boolean next() throws CheckException, IOException {
    int c = solid();
    if (!begun && c == '[') {
      array = true;
      c = solid();
    } else if (begun && array && c == ',') {
      c = solid();
      if (c == ']') {
        throw unreadable("a comma stands before the end of the array");
      }
    } else if (begun && array && c != ']') {
      throw unreadable("the array is not closed, or a comma is missing in it");
    }
    begun = true;
    if (array && c == ']') {
      if (solid() != END) {
        throw unreadable("something follows the end of the array");
      }
      return false;
    }
    if (c == END && !array) {
      return false;
    }
    if (c != '{') {
      throw unreadable("a row is not an object, {\"column\": value, …}");
    }
    object();
    return true;
  }

  private void object() throws CheckException, IOException {
    values.clear();
    int c = solid();
    while (c != '}') {
      if (c != '"') {
        throw unreadable("a key in quotes is missing");
      }
      String key = string();
      if (solid() != ':') {
        throw unreadable("a colon is missing behind a key");
      }
      String value = value(key);
      if (values.putIfAbsent(key, value) != null) {
        throw unreadable("the key " + key + " stands twice in one object");
      }
      if (values.size() > Part.COLUMN_LIMIT) {
        throw Part.tooManyColumns(name);
      }
      c = solid();
      if (c == ',') {
        c = solid();
        if (c == '}') {
          throw unreadable("a comma stands before the end of an object");
        }
      } else if (c != '}') {
        throw unreadable("an object is not closed, or a comma is missing in it");
      }
    }
  }

  /** Missing and empty are the same in a table. */
  private String value(String key) throws CheckException, IOException {
    int c = solid();
    if (c == '"') {
      return string();
    }
    if (c == '{' || c == '[') {
      throw new CheckException(
          "data.nested",
          name
              + " has a value inside a value in line "
              + line
              + ", key "
              + key
              + ". Register a table of single values.");
    }
    text.setLength(0);
    while (c != END && c != ',' && c != '}' && !isBlank(c)) {
      text.append((char) c);
      if (text.length() > NUMBER_LIMIT) {
        throw unreadable("a number has more than " + NUMBER_LIMIT + " digits");
      }
      c = read();
    }
    ahead = c;
    String word = text.toString();
    return switch (word) {
      case "null", "NaN" -> "";
      case "true", "false" -> word;
      case "Infinity", "-Infinity" -> word.replace("inity", "");
      default -> {
        if (!NUMBER.matcher(word).matches()) {
          throw unreadable("a value is neither text, number, true, false nor null");
        }
        yield word;
      }
    };
  }

  private String string() throws CheckException, IOException {
    text.setLength(0);
    int c = read();
    while (c != '"') {
      if (c == END || c < ' ') {
        throw unreadable("a text in quotes does not end in its line");
      }
      char found = c == '\\' ? escape() : (char) c;
      if (found == 0) {
        throw TextScan.nul(name, line);
      }
      text.append(found);
      if (text.length() > TEXT_LIMIT) {
        throw unreadable("a text is longer than 1 MB");
      }
      c = read();
    }
    String found = text.toString();
    if (found.codePoints().anyMatch(JsonRecords::isHalf)) {
      throw TextScan.noText(name, line);
    }
    return found;
  }

  /** Half of a pair alone is no character, and no other may stand for it. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private char escape() throws CheckException, IOException {
    int c = read();
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw unreadable("a backslash stands before a character that it does not escape");
    };
  }

  private char unicode() throws CheckException, IOException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(read(), 16);
      if (digit < 0) {
        throw unreadable("\\u is not followed by four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private int solid() throws CheckException, IOException {
    int c = read();
    while (isBlank(c)) {
      c = read();
    }
    return c;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private int read() throws CheckException, IOException {
    if (ahead != NOTHING) {
      int c = ahead;
      ahead = NOTHING;
      return c;
    }
    try {
      int c = reader.read();
      line += c == '\n' ? 1 : 0;
      return c;
    } catch (CharacterCodingException e) {
      throw TextScan.noText(name, line);
    }
  }

  private CheckException unreadable(String why) {
    return new CheckException(
        "data.json", name + " cannot be read as JSON: " + why + ". Look at line " + line + ".");
  }
}
