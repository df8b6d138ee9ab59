// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A POST with an {@code Idempotency-Key} is done once: sent again by the same caller within a day
 * it gets the first answer. The same key with another request is refused, and so is one whose first
 * answer held a secret: that is kept nowhere.
 */
final class Idempotency extends OncePerRequestFilter {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int LONGEST_KEY = 200;
  private static final int MOST_BYTES = 1 << 20;

  /** In the place of the type of an answer whose words are kept nowhere. */
  private static final String SECRET = "secret";

  private final Audit audit;
  private final Database database;
  private final InstantSource clock;

  Idempotency(Audit audit, Database database, InstantSource clock) {
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader("Idempotency-Key") == null
        || Callers.find(request).isEmpty();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = String.valueOf(request.getHeader("Idempotency-Key"));
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (key.length() > LONGEST_KEY || body.length > MOST_BYTES) {
      Problems.write(response, refused("request.size", 413, "The request or its key is too long."));
      return;
    }
    String caller = Callers.find(request).map(Caller::id).orElseThrow();
    String name = hash((caller + "\n" + key).getBytes(StandardCharsets.UTF_8));
    String asked = hash(request(request, body));
    Optional<Refusal> refusal = claim(name, asked, response);
    if (refusal.isPresent()) {
      Problems.write(response, refusal.get());
    } else if (!response.isCommitted()) {
      run(new RepeatableRequest(request, body), response, chain, name);
    }
  }

  private static byte[] request(HttpServletRequest request, byte[] body) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static String hash(byte[] bytes) {
    return Digest.of(bytes).hex();
  }

  private record Answer(String asked, int status, String type, String body) {
    boolean isOpen() {
      return status == 0;
    }

    boolean isSecret() {
      return type.equals(SECRET);
    }
  }

  /** Takes the key, or answers as before, or says why neither is possible. */
  private Optional<Refusal> claim(String name, String asked, HttpServletResponse response)
      throws IOException {
    long now = clock.millis();
    boolean taken =
        audit.work(
            db -> {
              // A key whose request never ended, because the server did, is free again.
              db.sql(
                      """
                      DELETE FROM idempotency_keys WHERE at < ? OR (status = 0 AND at < ?)
                      """)
                  .params(now - KEPT.toMillis(), now - LONGEST.toMillis())
                  .update();
              return db.sql(
                          """
                          INSERT INTO idempotency_keys (name, asked, at, status, type, body)
                          VALUES (?, ?, ?, 0, '', '') ON CONFLICT (name) DO NOTHING
                          """)
                      .params(name, asked, now)
                      .update()
                  == 1;
            });
    if (taken) {
      return Optional.empty();
    }
    Optional<Answer> before = find(name);
    if (before.isEmpty() || before.get().isOpen()) {
      return Optional.of(
          refused("idempotency.running", 409, "The first request with this key still runs."));
    }
    if (!before.get().asked().equals(asked)) {
      return Optional.of(
          refused("idempotency.other", 422, "This key was used for another request."));
    }
    if (before.get().isSecret()) {
      return Optional.of(
          refused(
              "idempotency.secret",
              409,
              "The first request with this key was answered with a secret, which is kept"
                  + " nowhere."));
    }
    response.setStatus(before.get().status());
    response.setContentType(before.get().type());
    response.setHeader("Idempotency-Replayed", "true");
    response.getOutputStream().write(before.get().body().getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
    return Optional.empty();
  }

  private Optional<Answer> find(String name) {
    JdbcClient reader = database.reader();
    return reader
        .sql("SELECT asked, status, type, body FROM idempotency_keys WHERE name = ?")
        .param(name)
        .query(
            (row, line) ->
                new Answer(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)))
        .optional();
  }

  private void run(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String name)
      throws ServletException, IOException {
    var cached = new ContentCachingResponseWrapper(response);
    boolean ended = false;
    try {
      chain.doFilter(request, cached);
      ended = true;
    } finally {
      keep(name, cached, ended, SecretAnswer.is(request));
      cached.copyBodyToResponse();
    }
  }

  /** A server's fault may be tried again with the same key; every other answer stands. */
  private void keep(
      String name, ContentCachingResponseWrapper cached, boolean ended, boolean secret) {
    boolean stands = ended && cached.getStatus() < 500;
    String type = secret ? SECRET : cached.getContentType();
    byte[] body = secret ? new byte[0] : cached.getContentAsByteArray();
    audit.work(
        db ->
            stands
                ? db.sql(
                        "UPDATE idempotency_keys SET status = ?, type = ?, body = ? WHERE name = ?")
                    .params(
                        cached.getStatus(),
                        type == null ? "application/json" : type,
                        new String(body, StandardCharsets.UTF_8),
                        name)
                    .update()
                : db.sql("DELETE FROM idempotency_keys WHERE name = ?").param(name).update());
  }

  private static Refusal refused(String code, int status, String sentence) {
    return new Refusal(code, status, sentence, List.of(), "Use a new Idempotency-Key, or wait.");
  }
}
