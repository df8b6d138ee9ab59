// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

/** What every rule looks at: the facts before the act, the blobs, and where findings go. */
record Ground(Facts facts, HashedBlobs blobs, Findings findings) {}
