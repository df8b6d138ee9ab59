// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.PasskeySettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Two chains: tokens without cookies for the API, cookies with CSRF protection for pages. */
@Configuration(proxyBeanMethods = false)
class Security {
  private static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http, Logins logins, Audit audit, Database database, InstantSource clock) {
    return common(http)
        .securityMatcher("/api/**")
        .csrf(AbstractHttpConfigurer::disable)
        .addFilterBefore(new Recognition(logins, true), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new Idempotency(audit, database, clock), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        "/api/v1/openapi.json", "/api/v1/keys/*", "/api/v1/attestations/status")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            faults ->
                faults.authenticationEntryPoint((request, response, fault) -> unknown(response)))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http,
      Logins logins,
      PasskeySettings settings,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faultPages) {
    return common(http)
        .addFilterBefore(
            new OriginRule(settings, (request, response) -> refuse(faultPages, request, response)),
            CsrfFilter.class)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(new FormTokens())
                    // Sessions are ours: a token that changed with every page would break each
                    // form that is open in another tab.
                    .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
        .addFilterBefore(new Recognition(logins, false), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    // The end of a stream comes back through here; its beginning was authorised.
                    .dispatcherTypeMatchers(DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(
                        "/login",
                        "/enrol/*",
                        "/static/**",
                        "/log/**",
                        "/health",
                        "/error",
                        "/favicon.ico")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            faults ->
                faults
                    .authenticationEntryPoint(
                        (request, response, fault) -> signIn(request, response))
                    .accessDeniedHandler(
                        (request, response, fault) -> refuse(faultPages, request, response)))
        .build();
  }

  private static void refuse(
      HandlerExceptionResolver faultPages,
      HttpServletRequest request,
      HttpServletResponse response) {
    faultPages.resolveException(request, response, null, new RefusedException(forged()));
  }

  private static Refusal forged() {
    return new Refusal(
        "form.token",
        403,
        "Nothing was done: the form did not come from a page of this browser.",
        List.of(),
        "Open the page again and send its form.");
  }

  private static HttpSecurity common(HttpSecurity http) {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny));
  }

  private static void unknown(HttpServletResponse response) throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer");
    Problems.write(
        response,
        new Refusal(
            "caller.unknown",
            401,
            "The request has no token that this server knows.",
            List.of(),
            "Send Authorization: Bearer imp_… with a token of your own: make one on your account,"
                + " under Tokens."));
  }

  private static void signIn(HttpServletRequest request, HttpServletResponse response) {
    boolean goesBack = request.getMethod().equals("GET") && !request.getRequestURI().equals("/");
    String next =
        goesBack
            ? "?next=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8)
            : "";
    // Relative, because only the browser knows by which name and scheme it came.
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", "/login" + next);
  }
}
