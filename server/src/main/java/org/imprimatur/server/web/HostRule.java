// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.PasskeySettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A server on loopback answers to loopback's names and to the name that its operator gave it alone,
 * so that a page elsewhere cannot reach it under a name of its own (DNS rebinding).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HostRule extends OncePerRequestFilter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final boolean onLoopback;
  private final Optional<String> given;

  HostRule(@Value("${server.address}") String address, PasskeySettings settings) {
    this.onLoopback = LOOPBACK.contains(address);
    this.given = settings.site().map(site -> URI.create(site.origin()).getHost());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (onLoopback && !isOurs(request.getServerName())) {
      Problems.write(
          response,
          new Refusal(
              "request.host",
              421,
              "This server is not reached under that name.",
              List.of(),
              given
                  .filter(name -> !LOOPBACK.contains(name))
                  .map(name -> "Open it as https://" + name + ".")
                  .orElse(
                      "Open it as http://localhost. Behind a proxy, start it with --origin"
                          + " https://NAME.")));
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean isOurs(String name) {
    return LOOPBACK.contains(name) || given.filter(name::equalsIgnoreCase).isPresent();
  }
}
