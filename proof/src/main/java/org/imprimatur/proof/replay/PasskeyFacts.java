// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.digest.Digest;

/** Which passkeys the acts so far know, which still sign, and how often each did. */
final class PasskeyFacts {
  private final Map<String, PasskeyEnrolled> enrolled = new HashMap<>();
  private final Set<Digest> credentials = new HashSet<>();
  private final Set<String> revoked = new HashSet<>();
  private final Map<String, Long> counters = new HashMap<>();

  void apply(PasskeyEnrolled act) {
    enrolled.putIfAbsent(act.passkey(), act);
    credentials.add(act.credential());
  }

  void apply(PasskeyRevoked act) {
    revoked.add(act.passkey());
  }

  Optional<PasskeyEnrolled> find(String passkey) {
    return Optional.ofNullable(enrolled.get(passkey));
  }

  boolean knows(Digest credential) {
    return credentials.contains(credential);
  }

  boolean isRevoked(String passkey) {
    return revoked.contains(passkey);
  }

  /** Takes the counter of the enrolment, from which on the authenticator counts. */
  void begin(String passkey, long counter) {
    counters.putIfAbsent(passkey, counter);
  }

  /** Takes a counter; false where the authenticator had counted further already. */
  boolean count(String passkey, long counter) {
    long before = counters.getOrDefault(passkey, 0L);
    counters.put(passkey, Math.max(before, counter));
    return (counter == 0 && before == 0) || counter > before;
  }
}
