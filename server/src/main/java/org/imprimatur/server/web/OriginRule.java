// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.server.people.PasskeySettings;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A form comes from a page of this server, by what the browser says of it: a neighbour that can set
 * cookies here could otherwise choose the token of the form that signs somebody in, and sign them
 * in as itself. Where the client says nothing of it, it is no browser of today; the token decides.
 */
final class OriginRule extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private final Optional<String> given;
  private final Refused refused;

  /** Answers a form that comes from elsewhere. */
  interface Refused {
    void answer(HttpServletRequest request, HttpServletResponse response);
  }

  OriginRule(PasskeySettings settings, Refused refused) {
    this.given = settings.site().map(site -> site.origin());
    this.refused = refused;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READING.contains(request.getMethod()) || isOurs(request)) {
      chain.doFilter(request, response);
    } else {
      refused.answer(request, response);
    }
  }

  private boolean isOurs(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return OURS.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.endsWith("://" + request.getHeader("Host"))
        || given.filter(origin::equals).isPresent();
  }
}
