// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;

/**
 * Further fields of the inventory. They say more of a model and bind nothing: no gate reads them.
 */
public sealed interface FieldAct extends ModelAct {
  /**
   * The inventory has a further field, or one of its lists has further values.
   *
   * @param field its name, which never means anything else
   * @param definition the digest of a field/v1 document
   */
  record FieldStated(Stamp stamp, String field, String kind, Digest definition)
      implements FieldAct {
    static final String NAME = "field.stated";

    static FieldStated read(Stamp stamp, ActReader in) {
      return new FieldStated(stamp, in.string("field"), in.string("kind"), in.digest("definition"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("field", field).put("kind", kind).put("definition", definition);
    }
  }

  /** The inventory asks for the field no longer; what was stated in it stays in the log. */
  record FieldRetired(Stamp stamp, String field) implements FieldAct {
    static final String NAME = "field.retired";

    static FieldRetired read(Stamp stamp, ActReader in) {
      return new FieldRetired(stamp, in.string("field"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("field", field);
    }
  }

  /**
   * What a model has in some of the fields from now on; the others stay as they are.
   *
   * @param values by the field's name the digest of the value's text
   * @param emptied the fields in which it has nothing from now on
   */
  record ValuesStated(
      Stamp stamp, String model, SortedMap<String, Digest> values, List<String> emptied)
      implements FieldAct {
    static final String NAME = "values.stated";

    public ValuesStated {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
      emptied = List.copyOf(emptied);
    }

    static ValuesStated read(Stamp stamp, ActReader in) {
      return new ValuesStated(
          stamp, in.string("model"), in.digestMap("values"), in.strings("emptied"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("model", model).putDigests("values", values).putStrings("emptied", emptied);
    }
  }
}
