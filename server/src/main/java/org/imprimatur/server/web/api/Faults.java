// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import java.util.UUID;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.WriterException;
import org.imprimatur.server.web.Problems;
import org.imprimatur.server.web.Pseudonyms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Turns whatever goes wrong in the API into a problem with a code, and says nothing of the inside.
 */
@RestControllerAdvice(basePackageClasses = Faults.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final Pseudonyms pseudonyms;

  Faults(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  @ExceptionHandler
  ResponseEntity<Json> refused(RefusedException fault) {
    return answer(pseudonyms.in(fault.refusal()));
  }

  @ExceptionHandler
  ResponseEntity<Json> mistyped(MethodArgumentTypeMismatchException fault) {
    return answer(
        new Refusal(
            "request.parameter",
            400,
            "The parameter " + fault.getName() + " cannot be read.",
            List.of(),
            "See /api/v1/openapi.json."));
  }

  @ExceptionHandler
  ResponseEntity<Json> bodiless(HttpMessageNotReadableException fault) {
    return answer(
        new Refusal(
            "request.json",
            400,
            "The request has no body, or none that can be read.",
            List.of(),
            "Send a JSON object. See /api/v1/openapi.json."));
  }

  /** Whoever says nothing of it with curl sends what a form would. */
  @ExceptionHandler
  ResponseEntity<Json> another(HttpMediaTypeNotSupportedException fault) {
    return answer(
        new Refusal(
            "request.route",
            415,
            "The request does not say that its body is JSON.",
            List.of(),
            "Send the header Content-Type: application/json."));
  }

  @ExceptionHandler
  ResponseEntity<Json> busy(WriterException fault) {
    LOG.error("The database did not take a change.", fault);
    if (fault.mayBeStored()) {
      return answer(
          new Refusal(
              "server.unanswered",
              503,
              "The database was lost before it said whether the change was stored.",
              List.of(),
              "See whether it was stored before you send it again."));
    }
    return answer(
        new Refusal(
            "server.busy",
            503,
            "The change was not stored.",
            List.of(),
            "Nothing was lost or half done. Try again in a moment."));
  }

  @ExceptionHandler
  ResponseEntity<Json> other(Exception fault) {
    if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return answer(
          new Refusal(
              "request.route",
              known.getStatusCode().value(),
              "The request does not fit this route.",
              List.of(),
              "See /api/v1/openapi.json."));
    }
    String id = UUID.randomUUID().toString();
    LOG.error("Request {} failed.", id, fault);
    return answer(
        new Refusal(
            "server.fault",
            500,
            "The server failed. Request " + id + ".",
            List.of(),
            "Tell your administrator the request's id."));
  }

  private static ResponseEntity<Json> answer(Refusal refusal) {
    return ResponseEntity.status(refusal.status())
        .contentType(MediaType.parseMediaType(Problems.TYPE))
        .body(Problems.of(refusal));
  }
}
