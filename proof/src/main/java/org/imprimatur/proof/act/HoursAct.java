// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import org.imprimatur.proof.digest.Digest;

/** When the people of the organisation work. */
public sealed interface HoursAct extends Act {
  /**
   * From now on these are the working hours, until others are stated; what was before stays.
   *
   * @param hours the digest of an {@code hours/v1}
   */
  record HoursStated(Stamp stamp, Digest hours) implements HoursAct {
    static final String NAME = "hours.stated";

    static HoursStated read(Stamp stamp, ActReader in) {
      return new HoursStated(stamp, in.digest("hours"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("hours", hours);
    }
  }
}
