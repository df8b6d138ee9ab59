// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.ResponseCookie;

/** The cookie that carries a session: never readable by scripts, never sent by other sites. */
public final class SessionCookie {
  /** Its name. */
  public static final String NAME = "imprimatur_session";

  private SessionCookie() {}

  /** A cookie that opens a session; the browser forgets it when it is closed. */
  public static String opening(HttpServletRequest request, String secret) {
    return cookie(request, secret).build().toString();
  }

  /** A cookie that ends the session. */
  public static String ending(HttpServletRequest request) {
    return cookie(request, "").maxAge(Duration.ZERO).build().toString();
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(
      HttpServletRequest request, String value) {
    return ResponseCookie.from(NAME, value)
        .httpOnly(true)
        .secure(isOverTls(request))
        .sameSite("Lax")
        .path("/");
  }

  /** A proxy before the server says so; whoever else does only asks for the stricter cookie. */
  private static boolean isOverTls(HttpServletRequest request) {
    return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  /** The secret that the request brought; empty where it brought none. */
  public static String secret(HttpServletRequest request) {
    return Recognition.cookie(request).orElse("");
  }
}
