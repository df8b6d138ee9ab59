// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The token in each form. In a session it follows from the session's secret: a neighbour, such as
 * another port of the same machine or another name of the same domain, can set cookies here, and
 * with a cookie alone it would choose the token of the forms that it sends. Before anybody is
 * signed in there is nothing else than a cookie; {@link OriginRule} keeps a neighbour's form out.
 */
final class FormTokens implements CsrfTokenRepository {
  private static final String HEADER = "X-CSRF-TOKEN";
  private static final String PARAMETER = "_csrf";

  private final CookieCsrfTokenRepository strangers = new CookieCsrfTokenRepository();

  FormTokens() {
    strangers.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return strangers.generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    strangers.saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    Optional<String> session = Recognition.cookie(request).filter(secret -> !secret.isEmpty());
    return session.isPresent() ? ofSession(session.get()) : strangers.loadToken(request);
  }

  /** The database holds another hash of the secret, so that whoever reads it cannot send forms. */
  private static CsrfToken ofSession(String secret) {
    String token = Digest.of(("form of " + secret).getBytes(UTF_8)).hex();
    return new DefaultCsrfToken(HEADER, PARAMETER, token);
  }
}
