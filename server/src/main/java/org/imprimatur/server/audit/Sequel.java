// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What keeps an act from being recorded, or has to be recorded with it, whichever room decides it.
 * It is asked in the writer's transaction, so that no way in can leave it out.
 */
public interface Sequel {
  /** Why the act is not recorded; empty where nothing stands against it. */
  Optional<Refusal> against(Act act, JdbcClient db);

  /** What is recorded right after the act, in the same transaction. */
  List<Act> after(Act act, Moment moment);
}
