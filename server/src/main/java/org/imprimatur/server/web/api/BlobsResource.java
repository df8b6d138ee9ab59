// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Examinations;
import org.imprimatur.server.web.Needs;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bytes by digest: what an act names can be read, test sets by custodians alone, batches never. */
@RestController
@RequestMapping("/api/v1/blobs/{hex}")
final class BlobsResource {
  private final Blobs blobs;
  private final Database database;
  private final Examinations examinations;
  private final Batches batches;

  BlobsResource(Blobs blobs, Database database, Examinations examinations, Batches batches) {
    this.batches = batches;
    this.blobs = blobs;
    this.database = database;
    this.examinations = examinations;
  }

  @PutMapping
  @Needs({Permission.PROPOSE, Permission.EXAMINE, Permission.RUN, Permission.SIGNAL})
  ResponseEntity<Json> put(@PathVariable String hex, HttpServletRequest request)
      throws IOException {
    Digest digest = digest(hex);
    boolean known = blobs.has(digest);
    // Known bytes are read all the same: whoever claims a digest must have the bytes.
    long size = blobs.put(request.getInputStream(), digest);
    return ResponseEntity.status(known ? HttpStatus.OK : HttpStatus.CREATED)
        .body(Json.obj().put("digest", digest.toString()).put("size", size).build());
  }

  @GetMapping
  @Needs(Permission.READ)
  ResponseEntity<Resource> get(Caller caller, @PathVariable String hex) {
    Digest digest = digest(hex);
    if (!Entries.names(database.reader(), digest) || !blobs.has(digest)) {
      throw refused("blob.unknown", 404, "No act names a blob " + digest.brief() + ".");
    }
    if (examinations.isTestSet(digest) && !caller.may(Permission.EXAMINE)) {
      throw refused("blob.closed", 403, "Test sets are closed to all but custodians.");
    }
    if (batches.isClosed(digest)) {
      throw refused("blob.closed", 403, "Rows of production and their labels are closed to all.");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Disposition", "attachment; filename=\"" + digest.hex() + "\"")
        .body(new FileSystemResource(blobs.path(digest)));
  }

  private static Digest digest(String hex) {
    try {
      return Digest.parse("sha256:" + hex);
    } catch (IllegalArgumentException e) {
      throw refused("blob.name", 400, "A blob is named by 64 hexadecimal digits.");
    }
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(code, status, sentence, List.of(), "Check the digest."));
  }
}
