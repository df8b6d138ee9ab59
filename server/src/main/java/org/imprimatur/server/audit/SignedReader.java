// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import org.imprimatur.proof.act.Act;

/**
 * Is told every act about people once, in order, as this node itself read it. What an act says that
 * can be said by whoever has the log's key alone counts at once; anything else counts while {@link
 * Audit#isAsSigned}, which is known when the end is reached.
 */
public interface SignedReader {
  void read(Act act);
}
