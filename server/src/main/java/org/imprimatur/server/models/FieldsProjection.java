// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.server.audit.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What models have in the further fields, for showing and finding. */
@Component
final class FieldsProjection implements Projection {
  @Override
  public void apply(long position, Act act, JdbcClient db) {
    if (act instanceof ValuesStated stated) {
      stated
          .values()
          .forEach((field, value) -> FieldStore.put(db, stated.model(), field, value, position));
      stated.emptied().forEach(field -> FieldStore.empty(db, stated.model(), field));
    }
  }
}
