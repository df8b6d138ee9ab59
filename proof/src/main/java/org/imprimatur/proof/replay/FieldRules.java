// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.FieldAct;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.inventory.FieldConduct;
import org.imprimatur.proof.inventory.Fields;

/** Further fields of the inventory: who states them, and that what stands in them fits. */
final class FieldRules {
  private final Ground ground;

  /** Which fields there are; it stands here, because no other rule asks for one. */
  private final Fields fields = new Fields();

  FieldRules(Ground ground) {
    this.ground = ground;
  }

  void check(FieldAct act) throws UnestablishedException {
    try {
      check(act, new FieldConduct(ground.facts().staff(), fields));
    } finally {
      fields.apply(act);
    }
  }

  private void check(FieldAct act, FieldConduct conduct) throws UnestablishedException {
    switch (act) {
      case FieldStated stated -> {
        Optional<Fields.Stated> known = fields.find(stated.field());
        Optional<Field> earlier =
            known.isPresent() ? Optional.of(field(known.get().latest())) : Optional.empty();
        ground.findings().add(conduct.against(stated, field(stated), earlier));
      }
      case FieldRetired retired -> ground.findings().add(conduct.against(retired));
      case ValuesStated stated -> values(conduct, stated);
    }
  }

  private void values(FieldConduct conduct, ValuesStated act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    Map<String, Field> known = new TreeMap<>();
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Digest> value : act.values().entrySet()) {
      Optional<Fields.Stated> stated =
          fields.find(value.getKey()).filter(one -> one.retired().isEmpty());
      if (stated.isPresent()) {
        known.put(value.getKey(), field(stated.get().latest()));
      }
      values.put(value.getKey(), new String(ground.blobs().bytes(value.getValue()), UTF_8));
    }
    ground.findings().add(conduct.against(act, model.owner(), known, values));
  }

  private Field field(FieldStated stated) throws UnestablishedException {
    return Field.of(ground.blobs().document(stated.definition(), "field/v1"));
  }
}
