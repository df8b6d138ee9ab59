// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/** Which server to talk to, and the token that says who is talking. */
record Credentials(URI url, String token) {
  private static final Pattern TOKEN = Pattern.compile("imp_[A-Za-z0-9_-]{8,200}");
  private static final int LAST_PORT = 65_535;
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** The token stays out of every message. */
  Credentials {
    if (!TOKEN.matcher(token).matches()) {
      throw CommandException.usage(
          "credentials.token",
          "The token has not the form of one.",
          "Give the whole token as it was issued; it begins with imp_.");
    }
  }

  /** Reads an address; a path below the host is allowed, a query is not. */
  static URI address(String text) {
    try {
      URI url = URI.create(text.strip().replaceFirst("/+$", ""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean alone =
          url.getUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      if (web && url.getHost() != null && alone && url.getPort() <= LAST_PORT) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Answered below like every other text that is no address.
    }
    throw CommandException.usage(
        "credentials.url",
        "\"" + withoutSecrets(text) + "\" is no address of a server.",
        "Write it like https://imprimatur.example.org or http://localhost:8080, without a user"
            + " name, a query and a fragment.");
  }

  /** What stands before an @ may be a password, and what stands behind a ? a token. */
  static String withoutSecrets(String text) {
    int at = text.lastIndexOf('@');
    String before = at < 0 ? "" : text.substring(0, at);
    if (before.contains("?") || before.contains("#")) {
      return "…"; // Either a password with such a character, or a token with an @.
    }
    String host = at < 0 ? text : "…" + text.substring(at);
    return host.replaceFirst("(?s)[?#].*", "…");
  }

  /** The environment wins; a stored token goes only to the server that it was stored for. */
  static Credentials find(Terminal terminal) {
    String url = terminal.variable("IMPRIMATUR_URL");
    String token = terminal.variable("IMPRIMATUR_TOKEN");
    if (!url.isEmpty() && !token.isEmpty()) {
      return new Credentials(address(url), token);
    }
    Credentials stored = load(file(terminal)).orElseThrow(Credentials::missing);
    if (!url.isEmpty() && !address(url).equals(stored.url())) {
      throw CommandException.unknown(
          "credentials.other-server",
          "The stored token belongs to " + stored.url() + ", IMPRIMATUR_URL names " + url + ".",
          "Set IMPRIMATUR_TOKEN as well, or run: imprimatur login " + url);
    }
    return token.isEmpty() ? stored : new Credentials(stored.url(), token);
  }

  private static CommandException missing() {
    return CommandException.unknown(
        "credentials.missing",
        "No server and no token are known here.",
        "Run imprimatur login URL --token-stdin, or set IMPRIMATUR_URL and IMPRIMATUR_TOKEN.");
  }

  static Path file(Terminal terminal) {
    String configured = terminal.variable("XDG_CONFIG_HOME");
    Path folder =
        configured.startsWith("/") ? Path.of(configured) : terminal.home().resolve(".config");
    return folder.resolve("imprimatur").resolve("credentials");
  }

  private static Optional<Credentials> load(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (POSIX && open(Files.getPosixFilePermissions(file))) {
        throw CommandException.unknown(
            "credentials.open",
            "Others can read the credentials in " + file + ".",
            "Run chmod 600 on it, and have the token revoked if others may have read it.");
      }
      if (Json.parse(Files.readAllBytes(file)) instanceof Json.Obj stored) {
        return Optional.of(new Credentials(address(stored.string("url")), stored.string("token")));
      }
    } catch (IOException | JsonException _) {
      // The cause could quote the file, and the file holds a token.
    }
    throw CommandException.unknown(
        "credentials.unreadable",
        "The credentials in " + file + " cannot be read.",
        "Run imprimatur login again.");
  }

  private static boolean open(Set<PosixFilePermission> permissions) {
    return permissions.stream().anyMatch(right -> !right.name().startsWith("OWNER_"));
  }

  /** Stores them so that only this user can read them, or not at all. */
  void store(Terminal terminal) {
    Path file = file(terminal);
    Json.Obj json = Json.obj().put("url", url.toString()).put("token", token).build();
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder, rights("rwx------"));
        if (POSIX) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      Path fresh = file.resolveSibling("credentials.new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, rights("rw-------"));
      Files.write(fresh, json.canonical());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException _) {
      throw CommandException.unknown(
          "credentials.not-stored",
          "The credentials cannot be written to " + file + ".",
          "Check that the folder is yours and can be written.");
    }
  }

  private static FileAttribute<?>[] rights(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** Refuses to send the token where others on the way can read it. */
  void requireSafe(boolean plainHttpAllowed) {
    requireSafe(url, plainHttpAllowed);
  }

  /** The same of any address to which a secret is sent. */
  static void requireSafe(URI url, boolean plainHttpAllowed) {
    String host = String.valueOf(url.getHost());
    boolean loopback =
        host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    if ("http".equals(url.getScheme()) && !loopback && !plainHttpAllowed) {
      throw CommandException.usage(
          "credentials.plain-http",
          "Over plain http everyone on the way to " + host + " could read the token.",
          "Use https, or add --allow-plain-http where the network is trusted.");
    }
  }

  @Override
  public String toString() {
    return "Credentials[" + url + "]";
  }
}
