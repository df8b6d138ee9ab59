// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.submissions.Submission;

/** How a submission stands at an instant: what the gate is given and what it says. */
public record Standing(Submission submission, Docket docket, GateInput input, Verdict verdict) {}
