// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.signature.PasskeyException;
import org.imprimatur.proof.signature.Site;

/**
 * What the operator says at the start.
 *
 * @param unconfinedAccepted whether checks run also where the system cannot confine them
 * @param messages the file that says where people are told; empty where nobody is
 */
public record ServerOptions(
    String host,
    int port,
    Path data,
    Optional<String> database,
    Optional<Path> setup,
    Passkeys passkeys,
    boolean unconfinedAccepted,
    Optional<Path> messages) {
  static final String USAGE =
      """
      Usage: bin/serve --data DIR [--setup FILE] [--port 8080] [--host 127.0.0.1]
                       [--database jdbc:postgresql://…] [--allow-plain-http]
                       [--origin https://models.example.org] [--demo-authenticator]
                       [--accept-unconfined] [--messages FILE]
      """;

  private static final String PLAIN = "--allow-plain-http";
  private static final String DEMO = "--demo-authenticator";
  private static final String UNCONFINED = "--accept-unconfined";
  private static final Pattern PASSWORD = Pattern.compile("[?&]password=|//[^/@]*:[^/@]*@");
  private static final Set<String> FLAGS = Set.of(PLAIN, DEMO, UNCONFINED);

  /**
   * What passkeys need to know.
   *
   * @param origin the address in people's browsers, where a proxy stands before the server
   * @param demo whether the software authenticator is offered, which proves no person
   */
  public record Passkeys(Optional<String> origin, boolean demo) {
    public static final Passkeys NONE = new Passkeys(Optional.empty(), false);
    public static final Passkeys DEMO = new Passkeys(Optional.empty(), true);
  }

  /** A server whose address is its own. */
  public ServerOptions(
      String host, int port, Path data, Optional<String> database, Optional<Path> setup) {
    this(host, port, data, database, setup, Passkeys.NONE);
  }

  /** A server that computes nothing where it cannot confine. */
  public ServerOptions(
      String host,
      int port,
      Path data,
      Optional<String> database,
      Optional<Path> setup,
      Passkeys passkeys) {
    this(host, port, data, database, setup, passkeys, false);
  }

  /** A server that writes to nobody. */
  public ServerOptions(
      String host,
      int port,
      Path data,
      Optional<String> database,
      Optional<Path> setup,
      Passkeys passkeys,
      boolean unconfinedAccepted) {
    this(host, port, data, database, setup, passkeys, unconfinedAccepted, Optional.empty());
  }

  /** The same server, which tells people by this file. */
  public ServerOptions telling(Path file) {
    return new ServerOptions(
        host, port, data, database, setup, passkeys, unconfinedAccepted, Optional.of(file));
  }

  /** Port 0 takes a free one, once, so that everybody is told the same. */
  public ServerOptions {
    port = port == 0 ? free() : port;
  }

  /** Wrong usage: what is wrong, in a sentence. */
  static final class UsageException extends RuntimeException {
    UsageException(String message) {
      super(message);
    }
  }

  static ServerOptions of(List<String> arguments) {
    String host = "127.0.0.1";
    int port = 8080;
    Optional<Path> data = Optional.empty();
    Optional<String> database = Optional.empty();
    Optional<Path> setup = Optional.empty();
    Set<String> said = new HashSet<>();
    Optional<String> origin = Optional.empty();
    Optional<Path> messages = Optional.empty();
    var rest = arguments.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (FLAGS.contains(name)) {
        said.add(name);
        continue;
      }
      if (!rest.hasNext()) {
        throw new UsageException(name + " needs a value, or is not known.");
      }
      String value = rest.next();
      switch (name) {
        case "--host" -> host = value;
        case "--origin" -> origin = Optional.of(value);
        case "--port" -> port = port(value);
        case "--data" -> data = Optional.of(Path.of(value));
        case "--database" -> database = Optional.of(withoutPassword(value));
        case "--messages" -> messages = Optional.of(Path.of(value));
        case "--setup" -> setup = Optional.of(Path.of(value));
        default -> throw new UsageException("There is no option " + name + ".");
      }
    }
    if (!said.contains(PLAIN) && !isLoopback(host)) {
      throw new UsageException(
          "The address "
              + host
              + " is reached from other machines, and plain HTTP would show them passwords. Put a"
              + " proxy with TLS before a loopback address, or accept it with --allow-plain-http.");
    }
    Path folder = data.orElseThrow(() -> new UsageException("--data is missing."));
    var passkeys = new Passkeys(origin, said.contains(DEMO));
    return new ServerOptions(
        host, port, folder, database, setup, passkeys, said.contains(UNCONFINED), messages);
  }

  /** What stands on a command line is read by everybody on the machine. */
  private static String withoutPassword(String url) {
    if (PASSWORD.matcher(url).find()) {
      throw new UsageException(
          "--database has a password in it, which everybody on this machine can read in the list of"
              + " processes. Leave it out, and write HOST:PORT:NAME:USER:PASSWORD into a file of"
              + " mode 0600 that PGPASSFILE names, or into ~/.pgpass.");
    }
    return url;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UsageException("--port " + text + " is not a port from 0 to 65535.");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UsageException("--host " + host + " is not an address of this machine.");
    }
  }

  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free.", e);
    }
  }

  /** Where people's browsers use their passkeys; empty where no browser would let them. */
  Optional<Site> site() {
    String origin = origin();
    try {
      return Optional.of(new Site(String.valueOf(URI.create(origin).getHost()), origin));
    } catch (PasskeyException | IllegalArgumentException e) {
      if (passkeys.origin().isPresent()) {
        throw new UsageException(
            "--origin "
                + origin
                + " is not how browsers write an address: https://host or https://host:8443,"
                + " in lower case, without a path and without :443.");
      }
      return Optional.empty();
    }
  }

  /** The address in people's browsers: the one that the operator gave, else the server's own. */
  String origin() {
    return passkeys.origin().orElseGet(this::address);
  }

  /** The server's own address; passkeys need the name, not the number. */
  public String address() {
    return "http://" + (isLoopback(host) ? "localhost" : host) + (port == 80 ? "" : ":" + port);
  }
}
