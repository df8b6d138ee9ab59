// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the rule of routes before every route, and our own JSON in and out. */
@Configuration(proxyBeanMethods = false)
class WebSettings implements WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Routes());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new Callers());
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    var json = new JsonConverter();
    builder.addCustomConverter(json);
    // Another reader would take YAML and +json past the one form of JSON and its limits.
    builder.configureMessageConvertersList(
        all -> all.removeIf(one -> one != json && one.canRead(Json.Obj.class, null)));
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/static/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
  }
}
