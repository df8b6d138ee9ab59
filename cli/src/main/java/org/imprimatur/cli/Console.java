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

  /** A server's public pages, without a token. */
  Wire publicly(URI url) {
    return new Wire(url, "");
  }
}
