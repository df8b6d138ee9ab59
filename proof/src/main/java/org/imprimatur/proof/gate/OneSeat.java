// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.List;
import java.util.TreeSet;

/** Under which name a signer sits: whoever counts as one person, or signs for one, sits once. */
final class OneSeat {
  private final People people;
  private final List<SignOff> signOffs;

  OneSeat(People people, List<SignOff> signOffs) {
    this.people = people;
    this.signOffs = signOffs;
  }

  String of(SignOff signOff) {
    var same = new TreeSet<String>();
    signOff.signer().persons().forEach(person -> same.addAll(people.sameAs(person)));
    int before = 0;
    while (before < same.size()) {
      before = same.size();
      for (SignOff other : signOffs) {
        if (other.signer().persons().anyMatch(same::contains)) {
          other.signer().persons().forEach(person -> same.addAll(people.sameAs(person)));
        }
      }
    }
    return same.first();
  }
}
