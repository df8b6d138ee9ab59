// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the tokens anew with which an inventory is measured: its log begins two years ago, and the
 * tokens of a setup file end after one.
 */
final class InventoryTokens {
  private InventoryTokens() {}

  /** Arguments: address, data folder. */
  public static void main(String[] words) throws Exception {
    Path data = Path.of(words[1]);
    var site = new Site(words[0], data);
    String ada = site.token("ada", List.of("read", "propose", "promote", "discuss", "signal"));
    String dmitri = site.token("dmitri", List.of("read", "assess", "publish", "discuss"));
    Files.writeString(
        data.resolve("first-start-tokens.txt"), "ada\t%s\ndmitri\t%s\n".formatted(ada, dmitri));
  }
}
