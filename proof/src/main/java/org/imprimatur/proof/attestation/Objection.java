// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

/** One thing that speaks against an attestation. */
record Objection(String code, String sentence) {}
