// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Although the address is pinned, the certificate is held to the name that the operator wrote. */
class PinnedTlsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private SSLContext tls;
  private SSLServerSocket listening;

  @BeforeEach
  void listen() throws Exception {
    KeyStore keys = certificate("hook.example");
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    listening = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 5, HERE);
    Thread.ofVirtual().start(this::serve);
  }

  /** A certificate for one name, which whoever connects here trusts. */
  private KeyStore certificate(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                List.of(
                    tool,
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "hook",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:" + name,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    // The certificate by itself is what is trusted.
    keys.setCertificateEntry("trusted", keys.getCertificate("hook"));
    return keys;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket one = listening.accept()) {
        byte[] read = new byte[4_096];
        int length = one.getInputStream().read(read);
        received.add(new String(read, 0, Math.max(0, length), StandardCharsets.US_ASCII));
        one.getOutputStream()
            .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The other side did not trust this one, or the test is over.
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
  }

  @Test
  void a_certificate_for_the_name_is_taken_and_one_for_another_name_gets_nothing() {
    assertThat(send("hook.example")).isInstanceOf(Delivery.Delivered.class);
    assertThat(received).hasSize(1);

    for (String other : List.of("other.example", "127.0.0.1", "hook.example.evil.example")) {
      assertThat(send(other).toString()).as(other).contains("does not prove by TLS");
    }
    assertThat(received).hasSize(1);
  }

  private Delivery send(String host) {
    var reach = new Reach(Set.of(), List.of(Network.of("127.0.0.1/32")));
    var post =
        new PinnedPost(reach, _ -> List.of(HERE), tls.getSocketFactory(), Duration.ofSeconds(5));
    URI url = URI.create("https://%s:%d/secret".formatted(host, listening.getLocalPort()));
    return post.send(url, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
  }
}
