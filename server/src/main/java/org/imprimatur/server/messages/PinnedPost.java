// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST to a webhook. The name is resolved once, every address that it has is judged, and the
 * connection goes to the very address that was judged, so that a name which answers otherwise a
 * moment later leads nowhere. No redirect is followed, and of the answer only the status is read.
 */
final class PinnedPost {
  private static final int MOST_OF_ANSWER = 1_024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final Pattern INTERIM = Pattern.compile("HTTP/1\\.[01] 1(?!01)\\d\\d(?: .*)?");

  /** How many answers may come before the answer. */
  private static final int MOST_BEFORE = 8;

  /** Finds the addresses of a name. */
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private final Reach reach;
  private final Resolver resolver;
  private final SSLSocketFactory tls;
  private final Duration within;

  PinnedPost(Reach reach, Resolver resolver, SSLSocketFactory tls, Duration within) {
    this.reach = reach;
    this.resolver = resolver;
    this.tls = tls;
    this.within = within;
  }

  Delivery send(URI url, Map<String, String> headers, byte[] body) {
    String host = host(url);
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      return Delivery.failed("Its name is not known here.");
    }
    if (addresses.isEmpty()
        || !addresses.stream().allMatch(address -> reach.allows(host, address))) {
      return Delivery.failed(
          "Its name leads to an address inside the network, which is refused. Name the host or its"
              + " network under allow in the settings if that is meant.");
    }
    return send(url, addresses.getFirst(), request(url, host, headers, body));
  }

  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private Delivery send(URI url, InetAddress address, byte[] request) {
    // Whatever proxy this Java is set to use would choose the address anew.
    try (var socket = new Socket(Proxy.NO_PROXY)) {
      Thread watch = Thread.ofVirtual().start(() -> endIn(within, socket));
      try {
        int millis = Math.toIntExact(within.toMillis());
        socket.setSoTimeout(millis);
        socket.connect(new InetSocketAddress(address, port(url)), millis);
        try (Socket through = url.getScheme().equals("https") ? tls(socket, url) : socket) {
          OutputStream out = through.getOutputStream();
          out.write(request);
          out.flush();
          return told(status(new BufferedInputStream(through.getInputStream())));
        }
      } finally {
        watch.interrupt();
      }
    } catch (SSLException e) {
      return Delivery.failed("It does not prove by TLS that it is the host of that name.");
    } catch (IOException e) {
      return Delivery.failed(
          "It cannot be reached, or does not answer within %d seconds."
              .formatted(Math.max(1, within.toSeconds())));
    }
  }

  /** Whoever answers byte by byte is not waited for either. */
  private static void endIn(Duration time, Socket socket) {
    try {
      Thread.sleep(time);
      socket.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equals("https") ? 443 : 80;
  }

  /** Over the connection that stands already, with the certificate held to the name. */
  private Socket tls(Socket socket, URI url) throws IOException {
    var secured = (SSLSocket) tls.createSocket(socket, host(url), port(url), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static byte[] request(URI url, String host, Map<String, String> headers, byte[] body) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    var head = new StringBuilder("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
    String name = host.contains(":") ? "[" + host + "]" : host;
    header(head, "Host", url.getPort() < 0 ? name : name + ":" + url.getPort());
    header(head, "User-Agent", "Imprimatur");
    header(head, "Content-Type", "application/json");
    header(head, "Content-Length", Integer.toString(body.length));
    header(head, "Connection", "close");
    headers.forEach((key, value) -> header(head, key, value));
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static void header(StringBuilder head, String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("The header " + name + " has a control character.");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** The line with the status; what only says that an answer will come is passed over. */
  private static String status(InputStream in) throws IOException {
    String line = line(in);
    for (int before = 0; before < MOST_BEFORE && INTERIM.matcher(line).matches(); before++) {
      while (!line(in).isEmpty()) {
        // The headers of that answer; no line of them is kept, and the time for all is limited.
      }
      line = line(in);
    }
    return line;
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    int read = in.read();
    while (read >= 0 && read != '\n' && line.size() < MOST_OF_ANSWER) {
      line.write(read);
      read = in.read();
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  private static Delivery told(String line) {
    Matcher matcher = STATUS.matcher(line);
    if (!matcher.matches()) {
      return Delivery.failed("It does not answer in HTTP.");
    }
    int status = Integer.parseInt(matcher.group(1));
    if (status >= 200 && status < 300) {
      return new Delivery.Delivered();
    }
    return Delivery.failed(
        status >= 300 && status < 400
            ? "It answers " + status + ", and no redirect is followed."
            : "It answers " + status + ".");
  }
}
