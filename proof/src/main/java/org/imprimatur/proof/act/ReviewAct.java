// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

/** What people say of a version while they review it; their words stand outside the log. */
public sealed interface ReviewAct extends Act permits FindingAct, DiscussionAct {
  /** The submission on whose page it was said. */
  long submission();
}
