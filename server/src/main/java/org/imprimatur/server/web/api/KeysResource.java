// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.security.KeyPair;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.KeyFiles;
import org.imprimatur.server.web.Open;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Public keys, and the description of this API. */
@RestController
final class KeysResource {
  private final KeyPair attestationKeys;
  private final Audit audit;

  KeysResource(KeyPair attestationKeys, Audit audit) {
    this.attestationKeys = attestationKeys;
    this.audit = audit;
  }

  @GetMapping("/api/v1/keys/attestation.pem")
  @Open(why = "whoever verifies an attestation needs the public key")
  ResponseEntity<String> attestation() {
    return text(KeyFiles.publicPem(attestationKeys.getPublic()));
  }

  @GetMapping("/api/v1/keys/log.vkey")
  @Open(why = "whoever verifies the log needs its public key")
  ResponseEntity<String> log() {
    return text(audit.verifier().vkey() + "\n");
  }

  private static ResponseEntity<String> text(String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .body(text);
  }

  @GetMapping("/api/v1/openapi.json")
  @Open(why = "it describes the routes and holds nothing else")
  ResponseEntity<byte[]> openapi() throws IOException {
    try (InputStream stream = KeysResource.class.getResourceAsStream("/openapi.json")) {
      if (stream == null) {
        throw new IllegalStateException("The description of the API is not packaged.");
      }
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(stream.readAllBytes());
    }
  }
}
