// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Refuses to start with a route that states neither what it needs nor why it is open. */
@Component
final class RouteCheck implements SmartInitializingSingleton {
  private final RequestMappingHandlerMapping mapping;

  RouteCheck(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> silent =
        mapping.getHandlerMethods().values().stream()
            .filter(Routes::isOurs)
            .filter(RouteCheck::isSilent)
            .map(HandlerMethod::toString)
            .toList();
    if (!silent.isEmpty()) {
      throw new IllegalStateException("These routes do not state what they need: " + silent);
    }
  }

  private static boolean isSilent(HandlerMethod route) {
    return !route.hasMethodAnnotation(Needs.class) && !route.hasMethodAnnotation(Open.class);
  }
}
