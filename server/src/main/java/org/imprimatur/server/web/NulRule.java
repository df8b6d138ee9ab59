// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.server.audit.Refusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the character NUL in a query or a form: PostgreSQL keeps it in no text, so that asking
 * for it would be a fault of the server. {@link JsonConverter} does the same for bodies. What
 * nobody can read there is refused as well, in words.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class NulRule extends OncePerRequestFilter {
  private static final char NUL = 0;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      Problems.write(response, refusal.get());
      return;
    }
    chain.doFilter(request, response);
  }

  private static Optional<Refusal> refusal(HttpServletRequest request) {
    try {
      return request.getParameterMap().entrySet().stream().anyMatch(NulRule::holdsIt)
          ? Optional.of(refusal())
          : Optional.empty();
    } catch (IllegalStateException _) {
      // So Tomcat says that a half of a character stands there, or more than it takes.
      return Optional.of(
          new Refusal(
              "request.parameter",
              400,
              "The parameters of the request cannot be read: behind its % signs one is no UTF-8,"
                  + " or they are too many or too long.",
              List.of(),
              "Encode each whole, as %C3%A9 for é, and send less at once."));
    }
  }

  private static boolean holdsIt(Map.Entry<String, String[]> parameter) {
    return holdsIt(parameter.getKey())
        || Arrays.stream(parameter.getValue()).anyMatch(NulRule::holdsIt);
  }

  static boolean holdsIt(String text) {
    return text.indexOf(NUL) >= 0;
  }

  static Refusal refusal() {
    return new Refusal(
        "request.nul",
        400,
        "The request holds the character NUL.",
        List.of(),
        "Send it without: it stands in no name and in no text here.");
  }
}
