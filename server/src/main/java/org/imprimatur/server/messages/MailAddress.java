// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.regex.Pattern;

/** What an address of mail may look like: one address, in ASCII, with nothing around it. */
final class MailAddress {
  private static final int LONGEST = 254;
  private static final String WORD = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ONE =
      Pattern.compile(WORD + "(?:\\." + WORD + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

  private MailAddress() {}

  static boolean isOne(String text) {
    return text.length() <= LONGEST && ONE.matcher(text).matches();
  }
}
