// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.OptionalLong;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.web.Callers;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The size of the log before a page was put together. What is recorded while it is drawn is news
 * for it, and is not lost.
 */
@Component
final class DrawnAt implements HandlerInterceptor, WebMvcConfigurer {
  private static final String ATTRIBUTE = DrawnAt.class.getName();

  private final Audit audit;

  DrawnAt(Audit audit) {
    this.audit = audit;
  }

  static OptionalLong of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Long size
        ? OptionalLong.of(size)
        : OptionalLong.empty();
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns("/**")
        .excludePathPatterns("/api/**", "/static/**", "/log/**", "/events");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getMethod().equals("GET") && Callers.find(request).isPresent()) {
      request.setAttribute(ATTRIBUTE, audit.size());
    }
    return true;
  }
}
