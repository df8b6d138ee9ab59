// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.imprimatur.proof.json.Json;

/** A receiver of signed webhooks, which verifies them as the guide tells. */
final class TestingHook implements AutoCloseable {
  private final HttpServer http;
  private final byte[] key;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private volatile int answer = 204;

  /** One post as it came. */
  record Post(String id, boolean signed, Json.Obj body) {
    String type() {
      return body.string("type");
    }
  }

  TestingHook(String secret) throws IOException {
    key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var headers = exchange.getRequestHeaders();
          String id = headers.getFirst("webhook-id");
          String signed = id + "." + headers.getFirst("webhook-timestamp") + "." + body;
          boolean verified = ("v1," + mac(signed)).equals(headers.getFirst("webhook-signature"));
          posts.add(new Post(id, verified, (Json.Obj) Json.parse(body)));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    http.start();
  }

  private String mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void answer(int status) {
    answer = status;
  }

  List<Post> posts(String type) {
    return posts.stream().filter(post -> post.type().equals(type)).toList();
  }

  List<Post> posts(String type, long submission) {
    return posts(type).stream()
        .filter(post -> post.body().object("data").integer("submission") == submission)
        .toList();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
