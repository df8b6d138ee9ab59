// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.time.LocalDate;
import org.imprimatur.proof.review.RaisedFinding.State;

/** A finding as a list shows it. */
public record FindingRow(
    long number,
    String model,
    long submission,
    String severity,
    String owner,
    LocalDate due,
    String evidenceClass,
    State state,
    boolean overdue) {}
