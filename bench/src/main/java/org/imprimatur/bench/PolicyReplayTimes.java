// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.proof.replay.Replayed;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.Outside;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.insights.PolicyReplays;
import org.imprimatur.server.people.PasswordCost;

/** Plays a draft of a policy over the whole history of a server, again and again. */
final class PolicyReplayTimes {
  private PolicyReplayTimes() {}

  /** Arguments: data folder with a log, the draft, rounds; a database. */
  public static void main(String[] words) throws Exception {
    Optional<String> url = words.length > 3 ? Optional.of(words[3]) : Optional.empty();
    byte[] text = Files.readAllBytes(Path.of(words[1]));
    if (!(PolicyReader.read(text) instanceof Reading.Read(Policy draft))) {
      throw new IllegalArgumentException("The draft cannot be read: " + words[1]);
    }
    var options = new ServerOptions("127.0.0.1", 0, Path.of(words[0]), url, Optional.empty());
    try (var context =
        ImprimaturServer.start(options, Outside.of(InstantSource.system(), PasswordCost.OWASP))) {
      context.getBeansOfType(Rounds.class).values().forEach(Rounds::stop);
      Thread.sleep(2_000);
      var replays = context.getBean(PolicyReplays.class);
      for (int i = 0; i < Integer.parseInt(words[2]); i++) {
        // Another digest each time, so that what was kept of the last one is not told again.
        Digest digest = Digest.of(new byte[] {(byte) i});
        long start = System.nanoTime();
        Replayed replayed = replays.of(draft, digest);
        System.out.printf(
            "%,d submissions in %,d entries: %.1f s%n",
            replayed.cases().size(),
            replayed.entries(),
            (double) (System.nanoTime() - start) / 1e9);
      }
    }
  }
}
