// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attestation that was issued and whose bytes are gone is not one that waits to be issued. */
class LostAttestationTest {
  @TempDir Path folder;

  @Test
  void it_says_which_bytes_the_store_lost() throws Exception {
    Path data = folder.resolve("data");
    try (RunningServer server = RunningServer.start(data)) {
      var of = new PeerSubmission(server, "lost", server.models().lowTierSubmission("lost", "sam"));
      assertThat(server.get("ada", of.api() + "/attestation").code())
          .isEqualTo("attestation.pending");
      of.sign("grace");
      assertThat(of.promote("ada").status()).isEqualTo(200);
      AttestationIssued issued = issued(of);

      lose(data, issued.attestation());
      lost(server.get("ada", of.api() + "/attestation"), issued.attestation());
      Digest signOffs = issued.signOffs().orElseThrow();
      lose(data, signOffs);
      lost(server.get("ada", of.api() + "/attestation/signoffs"), signOffs);
    }
  }

  private static AttestationIssued issued(PeerSubmission of) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      for (Act act : of.acts()) {
        if (act instanceof AttestationIssued issued) {
          return issued;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("Nothing was attested.");
  }

  private static void lose(Path data, Digest digest) throws IOException {
    String hex = digest.hex();
    Files.delete(data.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex));
  }

  private static void lost(Answer answer, Digest digest) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("attestation.lost");
    assertThat(answer.text()).contains(digest.toString());
  }
}
