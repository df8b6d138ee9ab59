// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Logins;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises the caller: on pages by the session cookie alone, in the API by a token alone. */
final class Recognition extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final Logins logins;
  private final boolean byToken;

  Recognition(Logins logins, boolean byToken) {
    this.logins = logins;
    this.byToken = byToken;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = byToken ? token(request) : session(request);
    if (caller.isPresent()) {
      Callers.set(request, caller.get());
      var authentication =
          new PreAuthenticatedAuthenticationToken(caller.get().id(), "", List.of());
      SecurityContextHolder.getContext().setAuthentication(authentication);
    }
    chain.doFilter(request, response);
  }

  private Optional<Caller> token(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header == null || !header.startsWith(BEARER)
        ? Optional.empty()
        : logins.byToken(header.substring(BEARER.length()).strip());
  }

  private Optional<Caller> session(HttpServletRequest request) {
    return cookie(request).flatMap(logins::bySession);
  }

  static Optional<String> cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(SessionCookie.NAME))
            .map(Cookie::getValue)
            .findFirst();
  }
}
