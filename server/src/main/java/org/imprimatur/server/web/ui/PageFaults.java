// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.web.Problems;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Refusals and faults as pages: what, which, what to do, and the code. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class PageFaults {
  private static final Logger LOG = LoggerFactory.getLogger(PageFaults.class);

  private static final Refusal UNKNOWN =
      new Refusal(
          "page.unknown",
          404,
          "There is no such page.",
          List.of(),
          "Go back, or begin at your turn.");

  private final Screens screens;

  PageFaults(Screens screens) {
    this.screens = screens;
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(HttpServletRequest request, RefusedException fault) {
    return show(request, fault.refusal());
  }

  /** Whoever listened to a stream has closed the page: nobody is there to be told. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException fault) {
    LOG.debug("A stream ended: {}", fault.getMessage());
  }

  /** An address with words in the place of a number is that of no page; a field can be mended. */
  @ExceptionHandler
  ResponseEntity<byte[]> mistyped(
      HttpServletRequest request, MethodArgumentTypeMismatchException fault) {
    return fault.getParameter().hasParameterAnnotation(PathVariable.class)
        ? show(request, UNKNOWN)
        : show(
            request,
            new Refusal(
                "request.parameter",
                400,
                "The field " + fault.getName() + " cannot be read.",
                List.of(),
                "Go back and mend it, or begin at your turn."));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> other(HttpServletRequest request, Exception fault) {
    if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      int status = known.getStatusCode().value();
      return show(
          request,
          status == UNKNOWN.status()
              ? UNKNOWN
              : new Refusal(
                  "request.route",
                  status,
                  "The page cannot read this request.",
                  List.of(),
                  "Go back, or begin at your turn."));
    }
    String id = UUID.randomUUID().toString();
    LOG.error("Request {} failed.", id, fault);
    return show(
        request,
        new Refusal(
            "server.fault",
            500,
            "The server failed. Request " + id + ".",
            List.of(),
            "Nothing was half done. Tell your administrator the request's id."));
  }

  private ResponseEntity<byte[]> show(HttpServletRequest request, Refusal refusal) {
    if (request.getRequestURI().startsWith("/api/")) {
      return ResponseEntity.status(refusal.status())
          .contentType(MediaType.parseMediaType(Problems.TYPE))
          .body(Problems.of(refusal).canonical());
    }
    return show(screens, request, refusal, "", new Link("Go to your turn", "/"));
  }

  /**
   * Does something and goes on to a page; what is refused is told with what the person had written
   * and the way back there.
   */
  static ResponseEntity<byte[]> done(
      Screens screens, HttpServletRequest request, String words, Link page, Runnable act) {
    try {
      act.run();
      return Screens.go(page.href());
    } catch (RefusedException e) {
      return show(screens, request, e.refusal(), words, page);
    }
  }

  /** A refusal as a page, with names where it has pseudonyms, and what the person had written. */
  static ResponseEntity<byte[]> show(
      Screens screens, HttpServletRequest request, Refusal refused, String kept, Link next) {
    Refusal refusal = screens.named(refused);
    var problem =
        new Problem(
            refusal.sentence(), refusal.reasons(), refusal.help(), refusal.code(), kept, next);
    return screens.show(
        request,
        Screens.Place.of("problem", "", "Error: " + refusal.sentence()),
        problem,
        refusal.status());
  }
}
