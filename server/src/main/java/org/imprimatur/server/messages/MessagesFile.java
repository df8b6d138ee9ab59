// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Nearest;
import org.imprimatur.server.messages.MessageSettings.Address;
import org.imprimatur.server.messages.MessageSettings.Channel;
import org.imprimatur.server.messages.MessageSettings.Login;
import org.imprimatur.server.messages.MessageSettings.MailServer;
import org.imprimatur.server.messages.MessageSettings.Style;
import org.imprimatur.server.messages.MessageSettings.Tls;
import org.imprimatur.server.people.SetupException;
import org.imprimatur.server.people.SetupReader;

/** The file {@code messages/v1}: the mail server, the webhooks, and where they may lead to. */
public final class MessagesFile {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
  private static final long MOST_BYTES = 4_096;
  private static final int MOST_PORT = 65_535;

  private final Path folder;
  private final List<Network> networks = new ArrayList<>();
  private final Set<String> hosts = new HashSet<>();

  private MessagesFile(Path folder) {
    this.folder = folder;
  }

  /** Reads the settings; throws {@link SetupException} with what to write instead. */
  public static MessageSettings read(Path file, String base) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return new MessagesFile(folder).read(SetupReader.of(file, "messages"), base);
  }

  private MessageSettings read(SetupReader in, String base) {
    in.only(Set.of("imprimatur", "mail", "webhooks", "allow", "zone"));
    if (!in.text("imprimatur").equals("messages/v1")) {
      throw refused("version", "The file must say imprimatur: messages/v1.");
    }
    in.texts("allow").forEach(this::allow);
    var reach = new Reach(hosts, networks);
    Optional<MailServer> mail = in.below("mail").map(this::mail);
    List<Channel> channels = in.list("webhooks").stream().map(one -> channel(one, reach)).toList();
    Set<String> names = new HashSet<>();
    for (Channel channel : channels) {
      if (!names.add(channel.name())) {
        throw refused("twice", "Two webhooks are called " + channel.name() + ".");
      }
    }
    return new MessageSettings(
        mail,
        channels,
        reach,
        in.find("zone").map(MessagesFile::zone).orElseGet(ZoneId::systemDefault),
        base);
  }

  private void allow(String written) {
    try {
      if (written.contains("/")) {
        networks.add(Network.of(written));
        return;
      }
    } catch (IllegalArgumentException e) {
      throw refused("allow", "allow: " + e.getMessage());
    }
    hosts.add(matching(HOST, written, "allow"));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw refused("zone", "zone: " + text + " is no time zone such as Europe/Berlin.");
    }
  }

  private MailServer mail(SetupReader in) {
    in.only(Set.of("host", "port", "tls", "username", "password-file", "from"));
    String host = matching(HOST, in.text("host"), in.at("host"));
    Tls tls = in.find("tls").map(word -> word(Tls.class, word, in.at("tls"))).orElse(Tls.STARTTLS);
    String from = in.text("from");
    if (!MailAddress.isOne(from)) {
      throw refused("from", in.at("from") + " is not an address such as imprimatur@example.org.");
    }
    Optional<Login> login =
        in.find("username")
            .map(name -> new Login(name, secret(in.text("password-file"), in.at("password-file"))));
    if (login.isPresent() && tls == Tls.NONE && !isLoopback(host)) {
      throw refused(
          "plain", in.at("tls") + ": none would show the password to the network. Use starttls.");
    }
    int usual = tls == Tls.TLS ? 465 : 587;
    return new MailServer(
        host,
        in.find("port").map(text -> port(text, in.at("port"))).orElse(usual),
        tls,
        login,
        from);
  }

  private static int port(String text, String where) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= MOST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw refused("port", where + ": " + text + " is not a port.");
  }

  /** By what is written: a name could lead elsewhere when the password is said. */
  private static boolean isLoopback(String host) {
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Channel channel(SetupReader in, Reach reach) {
    in.only(Set.of("name", "kind", "url", "url-file", "secret-file", "tells", "roles"));
    String name = matching(NAME, in.text("name"), in.at("name"));
    Style style = word(Style.class, in.text("kind"), in.at("kind"));
    Optional<Confidential> key =
        in.find("secret-file").map(file -> secret(file, in.at("secret-file")));
    if (key.isPresent() != (style == Style.SIGNED)) {
      throw refused("secret", in.at("secret-file") + " goes with kind: signed, and with no other.");
    }
    if (key.isPresent() && !WebhookSignature.isSecret(key.get())) {
      throw refused(
          "secret",
          in.at("secret-file") + " does not hold whsec_ and 24 to 64 random bytes in base64.");
    }
    return new Channel(
        name, style, address(in, reach), key, tells(in), Set.copyOf(in.texts("roles")));
  }

  private Address address(SetupReader in, Reach reach) {
    if (in.find("url").isPresent() == in.find("url-file").isPresent()) {
      throw refused("url", in.at("url") + " or " + in.at("url-file") + " is needed, and not both.");
    }
    String where = in.find("url").isPresent() ? in.at("url") : in.at("url-file");
    String text = in.find("url").orElseGet(() -> secret(in.text("url-file"), where).text());
    // The address may be all that it takes to post, so that no refusal repeats it.
    try {
      URI url = new URI(new URI(text).toASCIIString());
      boolean plain = "http".equals(url.getScheme()) && reach.mayBePlain(url.getHost());
      if (url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null
          && url.getPort() != 0
          && url.getPort() <= MOST_PORT
          && ("https".equals(url.getScheme()) || plain)) {
        return new Address(url);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw refused(
        "url",
        where
            + " is not an address https://host/path or https://host:port/path, without a user name"
            + " and a fragment. Plain http is taken for a host under allow alone.");
  }

  private static Set<Kind> tells(SetupReader in) {
    List<String> words =
        in.json().find("tells").orElse(Json.nothing()) instanceof Json.Str(var one)
            ? List.of(one)
            : in.texts("tells");
    if (words.isEmpty()) {
      throw refused("tells", in.at("tells") + " is missing: all, or a list of " + kinds() + ".");
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : words) {
      if (word.equals("all")) {
        Kind.words().forEach(known -> Kind.of(known).ifPresent(kinds::add));
      } else {
        kinds.add(
            Kind.of(word)
                .filter(Kind::isEvent)
                .orElseThrow(() -> unknown(in.at("tells"), word, Kind.words())));
      }
    }
    return kinds;
  }

  private static String kinds() {
    return String.join(", ", Kind.words());
  }

  private Confidential secret(String name, String where) {
    Path file = folder.resolve(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw refused("file", where + ": the file is longer than 4 KiB.");
      }
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw refused("readable", where + ": everybody can read " + file + ". chmod 600 " + file);
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw refused("file", where + ": the file " + file + " is empty.");
      }
      return new Confidential(text);
    } catch (IOException e) {
      throw refused("file", where + ": the file " + file + " cannot be read.");
    }
  }

  private static <E extends Enum<E>> E word(Class<E> type, String text, String where) {
    List<String> known = new ArrayList<>();
    for (E one : type.getEnumConstants()) {
      String word = one.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return one;
      }
      known.add(word);
    }
    throw unknown(where, text, known);
  }

  private static SetupException unknown(String where, String word, List<String> known) {
    return refused(
        "unknown",
        "%s: there is no %s. Did you mean %s? Known here: %s."
            .formatted(where, word, Nearest.to(word, known), String.join(", ", known)));
  }

  private static String matching(Pattern pattern, String text, String where) {
    if (!pattern.matcher(text).matches()) {
      throw refused("word", where + " is not of the form " + pattern.pattern() + ".");
    }
    return text;
  }

  private static SetupException refused(String code, String sentence) {
    return new SetupException("messages." + code, sentence);
  }
}
