// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.regex.Pattern;

/**
 * A name that the text of a policy gives, as it is said in mail and in chats. Such a name is free
 * text of any length; here it is a few words in which nobody finds a link, a line end, or a call to
 * everybody in a channel.
 */
final class PlainName {
  private static final int LONGEST = 60;
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N} _.,()+'-]+");

  /** A dot with a letter after it makes programs see an address. */
  private static final Pattern ADDRESS = Pattern.compile("\\.(?=\\p{L})");

  private PlainName() {}

  static String of(String name) {
    String plain = OTHER.matcher(name).replaceAll("_");
    plain = ADDRESS.matcher(plain).replaceAll("_");
    return plain.codePointCount(0, plain.length()) <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
