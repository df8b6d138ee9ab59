// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A strict reader of RFC 8259 with the limits of I-JSON (RFC 7493). */
final class JsonReader {
  static final long LARGEST_INTEGER = 1L << 53;
  private static final int DEEPEST = 64;
  private static final int SAFE_DIGITS = 15;
  private static final int LONGEST_SHOWN = 40;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private final boolean clear;
  private int at;
  private int depth;

  JsonReader(String text) {
    this(text, false);
  }

  /**
   * The same.
   *
   * @param clear whether it holds nothing but ASCII without escapes and control characters, as
   *     nearly every entry of a log does: a string is then what stands up to the next quote
   */
  private JsonReader(String text, boolean clear) {
    this.text = text;
    this.clear = clear;
  }

  /** A reader of UTF-8; throws where it is none. */
  static JsonReader of(byte[] utf8) {
    return isClear(utf8)
        ? new JsonReader(new String(utf8, StandardCharsets.ISO_8859_1), true)
        : new JsonReader(decode(utf8));
  }

  /** Bytes of anything but ASCII are negative. */
  private static boolean isClear(byte[] utf8) {
    for (byte b : utf8) {
      if (b < 0x20 || b == '\\') {
        return false;
      }
    }
    return true;
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException(
          "json.encoding", "The bytes are not valid UTF-8. Save them as UTF-8.");
    }
  }

  Json document() {
    Json value = value();
    blanks();
    if (at < text.length()) {
      throw wrong("json.trailing", "something follows the document");
    }
    return value;
  }

  private Json value() {
    blanks();
    if (at >= text.length()) {
      throw wrong("json.end", "the text ends where a value should stand");
    }
    return switch (text.charAt(at)) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      default -> number();
    };
  }

  private interface Part {
    Json read();
  }

  private Json nested(Part part) {
    if (++depth > DEEPEST) {
      throw wrong("json.depth", "the nesting is deeper than " + DEEPEST);
    }
    at++;
    Json value = part.read();
    depth--;
    return value;
  }

  private Json object() {
    SortedMap<String, Json> members = new TreeMap<>();
    if (next('}')) {
      return new Json.Obj(members);
    }
    do {
      blanks();
      String name = string();
      expect(':');
      if (members.put(name, value()) != null) {
        throw wrong("json.duplicate-key", "the name \"" + name + "\" stands twice in one object");
      }
    } while (next(','));
    expect('}');
    return new Json.Obj(members);
  }

  private Json array() {
    List<Json> values = new ArrayList<>();
    if (next(']')) {
      return new Json.Arr(values);
    }
    do {
      values.add(value());
    } while (next(','));
    expect(']');
    return new Json.Arr(values);
  }

  private Json number() {
    int digits = digits();
    if (digits > 0) {
      var value = new Json.Num(Long.parseLong(text, at, at + digits, 10));
      at += digits;
      return value;
    }
    var matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong("json.syntax", "no value starts with '" + text.charAt(at) + "'");
    }
    double value = Double.parseDouble(matcher.group());
    boolean whole = matcher.group(2) == null && matcher.group(3) == null;
    if (Double.isInfinite(value) || (whole && isUnclear(matcher.group(), value))) {
      throw wrong("json.integer", shown(matcher.group()) + " is beyond 2^53; write it as a string");
    }
    at = matcher.end();
    return new Json.Num(value);
  }

  private static String shown(String number) {
    return number.length() > LONGEST_SHOWN ? number.substring(0, LONGEST_SHOWN) + "…" : number;
  }

  /** How many digits a plain whole number has here that a double holds exactly; 0 for any other. */
  private int digits() {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    int count = end - at;
    boolean begins = count > 0 && (count == 1 || text.charAt(at) != '0');
    boolean goesOn = end < text.length() && ".eE".indexOf(text.charAt(end)) >= 0;
    return begins && !goesOn && count <= SAFE_DIGITS ? count : 0;
  }

  /** Beyond 2^53 digits stand for one double only if they are those it is written with. */
  private static boolean isUnclear(String digits, double value) {
    return Math.abs(value) >= LARGEST_INTEGER
        && !digits.equals(Long.toString(LARGEST_INTEGER))
        && !digits.equals(JsonWriter.number(value));
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw wrong("json.syntax", "expected " + word);
    }
    at += word.length();
    return value;
  }

  // Most strings hold neither an escape nor a surrogate; they are taken as they stand.
  private String string() {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw wrong("json.syntax", "expected a string");
    }
    int begin = ++at;
    if (clear) {
      int end = text.indexOf('"', begin);
      at = end < 0 ? text.length() : end;
      close();
      return text.substring(begin, end);
    }
    boolean plain = true;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c < 0x20) {
        at++;
        throw wrong("json.syntax", "a control character stands in a string; escape it");
      }
      if (c == '\\') {
        return withEscapes(begin);
      }
      plain = plain && !Character.isSurrogate(c);
      at++;
    }
    String string = text.substring(begin, at);
    close();
    return plain ? string : paired(string);
  }

  private String withEscapes(int begin) {
    var out = new StringBuilder(text.substring(begin, at));
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < 0x20) {
        throw wrong("json.syntax", "a control character stands in a string; escape it");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    close();
    return paired(out.toString());
  }

  private void close() {
    if (at >= text.length()) {
      throw wrong("json.end", "a string is never closed");
    }
    at++;
  }

  private char escaped() {
    if (at >= text.length()) {
      throw wrong("json.end", "a string is never closed");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("json.syntax", "\\" + c + " is no escape");
    };
  }

  private char unit() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        throw wrong("json.syntax", "\\u needs four hexadecimal digits");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private String paired(String string) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < string.length()
              && Character.isLowSurrogate(string.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        throw wrong("json.surrogate", "a string holds half a surrogate pair");
      }
      i += pair ? 1 : 0;
    }
    return string;
  }

  private boolean next(char c) {
    blanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw wrong("json.syntax", "expected '" + c + "'");
    }
  }

  private void blanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private JsonException wrong(String code, String what) {
    return new JsonException(code, "JSON cannot be read at character " + at + ": " + what + ".");
  }
}
