// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.net.URI;

/** What every command works with: the surroundings, the printer and the way to the server. */
final class Console {
  private final Terminal terminal;
  private final Printer printer;
  private boolean plainHttpAllowed;

  Console(Terminal terminal) {
    this.terminal = terminal;
    this.printer = new Printer(terminal);
  }

  Terminal terminal() {
    return terminal;
  }

  Printer printer() {
    return printer;
  }

  void allowPlainHttp(boolean allowed) {
    plainHttpAllowed = allowed;
  }

  /** The server that the environment or the stored credentials name. */
  Api api() {
    return api(Credentials.find(terminal));
  }

  Api api(Credentials credentials) {
    credentials.requireSafe(plainHttpAllowed);
    return new Api(new Wire(credentials.url(), credentials.token()));
  }

  /** Refuses to send a token to an address where everybody on the way could read it. */
  void requireSafe(URI address) {
    Credentials.requireSafe(address, plainHttpAllowed);
  }

  /** The server at an address, with the credentials that are known for it. */
  Api apiAt(String address) {
    URI url = Credentials.address(address);
    Credentials known = Credentials.find(terminal);
    if (!known.url().equals(url)) {
      throw CommandException.unknown(
          "credentials.other-server",
          "The known token belongs to " + known.url() + ", not to " + url + ".",
          "Run imprimatur login " + url + " first.");
    }
    return api(known);
  }

  /** What the server shows to everybody; no token is sent. */
  Api publicly() {
    String url = terminal.variable("IMPRIMATUR_URL");
    URI address = url.isEmpty() ? Credentials.find(terminal).url() : Credentials.address(url);
    return new Api(new Wire(address, ""));
  }
}
