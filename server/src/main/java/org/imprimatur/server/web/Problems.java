// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.springframework.http.HttpStatus;

/** Refusals as {@code application/problem+json} (RFC 9457) with code, reasons and help. */
public final class Problems {
  public static final String TYPE = "application/problem+json";

  private Problems() {}

  /** The body of a refusal. */
  public static Json.Obj of(Refusal refusal) {
    HttpStatus status = HttpStatus.resolve(refusal.status());
    return Json.obj()
        .put("type", "about:blank")
        .put("title", status == null ? "Refused" : status.getReasonPhrase())
        .put("status", refusal.status())
        .put("detail", refusal.sentence())
        .put("code", refusal.code())
        .put("reasons", Json.array(refusal.reasons().stream().map(Json::of).toList()))
        .put("help", refusal.help())
        .build();
  }

  static void write(HttpServletResponse response, Refusal refusal) throws IOException {
    response.setStatus(refusal.status());
    response.setContentType(TYPE);
    response.getOutputStream().write(of(refusal).canonical());
  }
}
