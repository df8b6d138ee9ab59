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
import org.imprimatur.server.audit.Refusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the character NUL in a query or a form: PostgreSQL keeps it in no text, so that asking
 * for it would be a fault of the server. {@link JsonConverter} does the same for bodies.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class NulRule extends OncePerRequestFilter {
  private static final char NUL = 0;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getParameterMap().entrySet().stream().anyMatch(NulRule::holdsIt)) {
      Problems.write(response, refusal());
      return;
    }
    chain.doFilter(request, response);
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
