// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request reach its route only with a permission that the route names. */
final class Routes implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod route)) {
      return true;
    }
    if (!isOurs(route)) {
      beyond(request);
      return true;
    }
    if (route.hasMethodAnnotation(Open.class)) {
      return true;
    }
    Needs needs = route.getMethodAnnotation(Needs.class);
    Caller caller = Callers.find(request).orElseThrow(() -> new RefusedException(signIn()));
    // The start refuses routes that name nothing; one that slipped through is nobody's.
    caller.needs(needs == null ? new Permission[0] : needs.value());
    return true;
  }

  /** Where faults are shown is an address that nobody asks for. */
  private static void beyond(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  static boolean isOurs(HandlerMethod route) {
    return route.getBeanType().getName().startsWith("org.imprimatur.");
  }

  private static Refusal signIn() {
    return new Refusal(
        "caller.unknown", 401, "Nobody is signed in.", List.of(), "Sign in, or send a token.");
  }
}
