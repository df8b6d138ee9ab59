// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.imprimatur.server.audit.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A server on loopback answers to loopback's names alone, so that a page elsewhere cannot reach it
 * under a name of its own (DNS rebinding).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HostRule extends OncePerRequestFilter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final boolean onLoopback;

  HostRule(@Value("${server.address}") String address) {
    this.onLoopback = LOOPBACK.contains(address);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (onLoopback && !LOOPBACK.contains(request.getServerName())) {
      Problems.write(
          response,
          new Refusal(
              "request.host",
              421,
              "This server is not reached under that name.",
              List.of(),
              "Open it as http://localhost."));
      return;
    }
    chain.doFilter(request, response);
  }
}
