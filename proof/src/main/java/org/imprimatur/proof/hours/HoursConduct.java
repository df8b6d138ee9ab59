// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who states working hours. They bind nobody and change no gate, so that one risk manager is
 * enough. Asked before, and by a replay after.
 */
public record HoursConduct(Staff staff) {
  /** What stands against the statement. */
  public List<Reason> against(HoursStated act, WorkingHours hours) {
    List<Reason> against = new ArrayList<>();
    if (!staff.holds(act.by(), Staff.RISK_MANAGER)) {
      against.add(
          Reason.of(
              "hours.role", act.by() + " is no risk manager and cannot state working hours."));
    }
    against.addAll(hours.against());
    return against;
  }
}
