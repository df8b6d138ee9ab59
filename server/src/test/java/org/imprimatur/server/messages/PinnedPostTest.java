// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.imprimatur.server.messages.Delivery.Delivered;
import org.imprimatur.server.messages.Delivery.Failed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A post leads to the address that was judged and to no other. The outside is 127.0.0.2 here, the
 * only address that may be reached; 127.0.0.1, on the same port, is inside.
 */
class PinnedPostTest {
  private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress INSIDE = InetAddress.ofLiteral("127.0.0.1");
  private static final Reach REACH = new Reach(Set.of(), List.of(Network.of("127.0.0.2/32")));

  private final Queue<String> outside = new ConcurrentLinkedQueue<>();
  private final Queue<String> inside = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private String answer = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
  private ServerSocket first;
  private ServerSocket second;

  @BeforeEach
  void listen() throws IOException {
    first = new ServerSocket();
    first.bind(new InetSocketAddress(OUTSIDE, 0));
    second = new ServerSocket();
    second.bind(new InetSocketAddress(INSIDE, first.getLocalPort()));
    Thread.ofVirtual().start(() -> serve(first, outside));
    Thread.ofVirtual().start(() -> serve(second, inside));
  }

  @AfterEach
  void close() throws IOException {
    first.close();
    second.close();
  }

  private void serve(ServerSocket listening, Queue<String> received) {
    while (!listening.isClosed()) {
      try (Socket one = listening.accept()) {
        byte[] read = new byte[4_096];
        int length = one.getInputStream().read(read);
        received.add(new String(read, 0, Math.max(0, length), StandardCharsets.US_ASCII));
        for (byte b : answer.getBytes(StandardCharsets.US_ASCII)) {
          one.getOutputStream().write(b);
          one.getOutputStream().flush();
          if (answer.startsWith("slow")) {
            Thread.sleep(100);
          }
        }
      } catch (IOException e) {
        // The other side went, or the test is over.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void a_name_that_leads_elsewhere_a_moment_later_leads_nowhere_else() {
    Delivery told = send("hook.example", List.of(OUTSIDE), List.of(INSIDE));
    assertThat(told).isInstanceOf(Delivered.class);
    assertThat(asked).hasValue(1);
    assertThat(outside).hasSize(1);
    assertThat(outside.peek())
        .startsWith("POST /services/T0?a=b HTTP/1.1\r\nHost: hook.example:" + first.getLocalPort())
        .endsWith("\r\n\r\n{}");

    asked.set(0);
    Delivery later = send("hook.example", List.of(INSIDE), List.of(OUTSIDE));
    assertThat(later).isInstanceOf(Failed.class);
    assertThat(later.toString()).contains("inside the network");
    assertThat(inside).isEmpty();
  }

  @Test
  void one_address_inside_among_others_is_one_too_many() {
    assertThat(send("hook.example", List.of(OUTSIDE, INSIDE))).isInstanceOf(Failed.class);
    assertThat(send("hook.example", List.of(INSIDE, OUTSIDE))).isInstanceOf(Failed.class);
    assertThat(send("hook.example", List.of())).isInstanceOf(Failed.class);
    assertThat(inside).isEmpty();
    assertThat(outside).isEmpty();
  }

  @Test
  void an_address_written_as_one_number_or_in_six_is_judged_like_any_other() {
    PinnedPost post = post(host -> List.of(InetAddress.getAllByName(host)));
    for (String host : List.of("2130706433", "[::ffff:127.0.0.1]", "localhost")) {
      Delivery told = post.send(url(host), Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(told).as(host).isInstanceOf(Failed.class);
    }
    assertThat(inside).isEmpty();
  }

  @Test
  void no_proxy_chooses_another_way() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new Detour(new InetSocketAddress(INSIDE, second.getLocalPort())));
    try {
      assertThat(send("hook.example", List.of(OUTSIDE))).isInstanceOf(Delivered.class);
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(inside).isEmpty();
  }

  /** Sends everything through one proxy. */
  private static final class Detour extends ProxySelector {
    private final InetSocketAddress proxy;

    private Detour(InetSocketAddress proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(new Proxy(Proxy.Type.SOCKS, proxy));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException fault) {
      throw new AssertionError(fault);
    }
  }

  @Test
  void a_redirect_is_not_followed_and_said_to_be_none() {
    answer =
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\n\r\n"
            .formatted(second.getLocalPort());
    assertThat(send("hook.example", List.of(OUTSIDE)).toString())
        .contains("It answers 302, and no redirect is followed.");
    assertThat(inside).isEmpty();
  }

  @Test
  void whatever_it_answers_is_told_by_its_number_alone() {
    answer = "HTTP/1.1 500 password=hunter2\r\n\r\nhunter2";
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It answers 500.", false));
    answer = "SSH-2.0-OpenSSH_9.9\r\n";
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It does not answer in HTTP.", false));
    answer = "x".repeat(100_000);
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It does not answer in HTTP.", false));
  }

  @Test
  void hints_before_the_answer_are_not_the_answer() {
    String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
    answer = "HTTP/1.1 100 Continue\r\n\r\n" + hints + "HTTP/1.1 200 OK\r\n\r\n";
    assertThat(send("hook.example", List.of(OUTSIDE))).isInstanceOf(Delivered.class);
    answer = hints + "HTTP/1.1 500 No\r\n\r\n";
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It answers 500.", false));
    // Nothing but hints, and another protocol, are no answer.
    answer = hints;
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It does not answer in HTTP.", false));
    answer = hints.repeat(100) + "HTTP/1.1 200 OK\r\n\r\n";
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It answers 103.", false));
    answer = "HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    assertThat(send("hook.example", List.of(OUTSIDE)))
        .isEqualTo(new Failed("It answers 101.", false));
  }

  @Test
  void whoever_answers_byte_by_byte_is_not_waited_for() {
    answer = "slow and without an end, a byte at a time, for ten seconds and more than that, so";
    long before = System.nanoTime();
    assertThat(send("hook.example", List.of(OUTSIDE)).toString()).contains("within 1 seconds");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void by_https_whoever_proves_nothing_gets_nothing() {
    URI secured = URI.create("https://hook.example:" + first.getLocalPort() + "/secret");
    answer = "HTTP/1.1 200 OK\r\n\r\n";
    Delivery told =
        post(_ -> List.of(OUTSIDE), Duration.ofSeconds(30))
            .send(secured, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(told.toString()).contains("does not prove by TLS");
    assertThat(outside).noneMatch(received -> received.contains("/secret"));
  }

  @SafeVarargs
  private Delivery send(String host, List<InetAddress>... answers) {
    PinnedPost post = post(_ -> answers[Math.min(asked.getAndIncrement(), answers.length - 1)]);
    return post.send(url(host), Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static PinnedPost post(PinnedPost.Resolver resolver) {
    return post(resolver, Duration.ofSeconds(1));
  }

  private static PinnedPost post(PinnedPost.Resolver resolver, Duration patience) {
    var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return new PinnedPost(REACH, resolver, tls, patience);
  }

  private URI url(String host) {
    return URI.create("http://%s:%d/services/T0?a=b".formatted(host, first.getLocalPort()));
  }
}
