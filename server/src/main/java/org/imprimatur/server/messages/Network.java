// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network as it is written: {@code 10.20.0.0/16}, {@code fd00::/8}. */
record Network(InetAddress first, int prefix) {
  private static final Pattern WRITTEN =
      Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F.:]*:[0-9a-fA-F.:]*)/(\\d{1,3})");

  Network {
    if (prefix < 0 || prefix > bits(first)) {
      throw new IllegalArgumentException("A prefix has 0 to " + bits(first) + " bits.");
    }
  }

  static Network of(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(written + " is not a network such as 10.20.0.0/16.");
    }
    try {
      // Nothing is looked up. Of four all parts are asked for: 10.20/16 would be read as 10.0.0.20.
      return new Network(
          InetAddress.ofLiteral(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(written + " is not a network such as 10.20.0.0/16.", e);
    }
  }

  boolean holds(InetAddress address) {
    int bits = bits(first);
    return bits(address) == bits
        && number(address)
            .shiftRight(bits - prefix)
            .equals(number(first).shiftRight(bits - prefix));
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
