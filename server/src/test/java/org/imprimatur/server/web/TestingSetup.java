// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The worked example's people and policy with changes of a test's own, written into its folder. A
 * change that finds nothing to change fails, so that no test goes on with the example as it is.
 */
final class TestingSetup {
  private final List<Change> people = new ArrayList<>();
  private final List<Change> policy = new ArrayList<>();
  private Optional<String> whole = Optional.empty();

  private record Change(String from, String to) {
    String in(String text) {
      if (!text.contains(from)) {
        throw new AssertionError("The example does not say: " + from);
      }
      return text.replace(from, to);
    }
  }

  /** Another line in the people's file. */
  TestingSetup people(String from, String to) {
    people.add(new Change(from, to));
    return this;
  }

  /** One more token. */
  TestingSetup token(String person, String scopes) {
    return people(
        "tokens:\n", "tokens:\n  - {person: %s, scopes: [%s]}\n".formatted(person, scopes));
  }

  /** Another line in the policy. */
  TestingSetup policy(String from, String to) {
    policy.add(new Change(from, to));
    return this;
  }

  /** Another policy in place of the example's. */
  TestingSetup wholePolicy(String text) {
    whole = Optional.of(text);
    return this;
  }

  /** Peers can be asked for a review that nobody gives, so that there is something to waive. */
  TestingSetup waivable() {
    String peer = "- {id: peer,";
    String look =
        "- {id: second-look, kind: signoff, role: compliance, tiers: [low], meaning: review}";
    return policy("risk:\n", "waivers: {longest: 30d, by: [risk-manager]}\nrisk:\n")
        .policy(peer, look + "\n      " + peer);
  }

  /** Writes both files and gives the one that a server starts with. */
  Path in(Path folder) {
    try {
      Files.createDirectories(folder.resolve("policies"));
      if (whole.isPresent()) {
        Files.writeString(folder.resolve("policies/lending.yaml"), whole.get());
      } else {
        write(folder, "policies/lending.yaml", policy);
      }
      return write(folder, "setup.yaml", people);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path folder, String name, List<Change> changes) throws IOException {
    String text = Files.readString(RunningServer.EXAMPLES.resolve(name));
    for (Change change : changes) {
      text = change.in(text);
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
