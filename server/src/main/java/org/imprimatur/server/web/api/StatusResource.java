// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.server.monitoring.AttestationStatuses;
import org.imprimatur.server.web.Open;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What has become of attestations, for whoever verifies one. */
@RestController
final class StatusResource {
  private final AttestationStatuses statuses;

  StatusResource(AttestationStatuses statuses) {
    this.statuses = statuses;
  }

  @GetMapping("/api/v1/attestations/status")
  @Open(why = "whoever verifies an attestation asks; it names numbers and digests only")
  ResponseEntity<byte[]> status() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(statuses.signed());
  }
}
