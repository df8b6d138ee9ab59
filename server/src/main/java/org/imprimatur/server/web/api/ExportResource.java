// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.TilePath;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.PublicLog;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Examinations;
import org.imprimatur.server.web.Needs;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Everything that a replay needs: the log and the blobs its acts name, but no test set and no
 * batch.
 */
@RestController
final class ExportResource {
  private final Audit audit;
  private final PublicLog log;
  private final Blobs blobs;
  private final Scope scope;

  ExportResource(Audit audit, PublicLog log, Blobs blobs, Scope scope) {
    this.audit = audit;
    this.log = log;
    this.blobs = blobs;
    this.scope = scope;
  }

  /** What may leave. */
  @Component
  record Scope(Database database, Examinations examinations, Batches batches) {
    boolean keeps(Digest digest) {
      return examinations.isTestSet(digest) || batches.isClosed(digest);
    }
  }

  /** Written while the request runs: a later dispatch would have to be authorised again. */
  @GetMapping("/api/v1/export")
  @Needs(Permission.AUDIT)
  void export(HttpServletResponse response) throws IOException {
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"imprimatur-export.zip\"");
    write(response.getOutputStream());
  }

  private void write(OutputStream out) throws IOException {
    // The checkpoint first: what is appended meanwhile is not part of this export.
    String checkpoint = audit.checkpoint();
    long size = Checkpoint.unverified(checkpoint).size();
    try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      put(zip, "checkpoint", checkpoint.getBytes(StandardCharsets.UTF_8));
      for (TilePath tile : TilePath.of(size)) {
        put(zip, tile.path(), log.find(tile.path()).orElseThrow());
      }
      List<Digest> named = Entries.digests(scope.database().reader(), size);
      for (Digest digest : named) {
        if (blobs.has(digest) && !scope.keeps(digest)) {
          zip.putNextEntry(new ZipEntry("blobs/" + digest.hex()));
          Files.copy(blobs.path(digest), zip);
          zip.closeEntry();
        }
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
