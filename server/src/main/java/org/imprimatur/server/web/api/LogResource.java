// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.server.audit.PublicLog;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.web.Open;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log under /log/, in the layout of C2SP tlog-tiles. */
@RestController
final class LogResource {
  private static final String PREFIX = "/log/";

  private final PublicLog log;

  LogResource(PublicLog log) {
    this.log = log;
  }

  @GetMapping("/log/checkpoint")
  @Open(why = "witnesses and verifiers need the log; it names pseudonyms and digests only")
  ResponseEntity<byte[]> checkpoint() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .cacheControl(CacheControl.noStore())
        .body(bytes("checkpoint"));
  }

  @GetMapping("/log/tile/**")
  @Open(why = "witnesses and verifiers need the log; it names pseudonyms and digests only")
  ResponseEntity<byte[]> tile(HttpServletRequest request) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(bytes(request.getRequestURI().substring(PREFIX.length())));
  }

  private byte[] bytes(String path) {
    return log.find(path)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "log.path",
                        404,
                        "The log has nothing under this path.",
                        List.of(),
                        "Read /log/checkpoint for its size; paths follow C2SP tlog-tiles.")));
  }
}
