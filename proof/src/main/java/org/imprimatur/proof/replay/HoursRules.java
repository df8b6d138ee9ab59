// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.hours.HoursConduct;
import org.imprimatur.proof.hours.WorkingHours;

/** Working hours: who states them, and that they can be reckoned with. */
final class HoursRules {
  private final Ground ground;

  HoursRules(Ground ground) {
    this.ground = ground;
  }

  void check(HoursAct act) throws UnestablishedException {
    switch (act) {
      case HoursStated stated ->
          ground
              .findings()
              .add(new HoursConduct(ground.facts().staff()).against(stated, hours(stated)));
    }
  }

  private WorkingHours hours(HoursStated stated) throws UnestablishedException {
    try {
      return WorkingHours.of(ground.blobs().document(stated.hours(), WorkingHours.FORMAT));
    } catch (IllegalArgumentException e) {
      throw new UnestablishedException(
          "hours.unreadable",
          "The working hours %s cannot be read: %s".formatted(stated.hours(), e.getMessage()));
    }
  }
}
