// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imprimatur.server.people.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The caller of a request: set by the filters, handed to routes as a parameter. */
public final class Callers implements HandlerMethodArgumentResolver {
  private static final String ATTRIBUTE = Callers.class.getName();

  static void set(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  /** Who asks; empty where nobody is signed in. */
  public static Optional<Caller> find(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(Caller.class);
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory factory) {
    HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
    return servlet == null ? null : find(servlet).orElse(null);
  }
}
