// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.server.models.FieldsWanted;

/**
 * What a query asks of further fields: {@code field.NAME=VALUE} the exact value, {@code
 * has.NAME=PART} a part of it, in small or capital letters.
 */
public final class FieldQuery {
  private static final String WHOLE = "field.";
  private static final String PART = "has.";

  private FieldQuery() {}

  /** What is left blank is not asked for. */
  public static FieldsWanted wanted(Map<String, String> query) {
    return new FieldsWanted(named(query, WHOLE), named(query, PART));
  }

  private static SortedMap<String, String> named(Map<String, String> query, String begin) {
    SortedMap<String, String> wanted = new TreeMap<>();
    query.forEach(
        (name, value) -> {
          if (name.startsWith(begin) && !value.isBlank()) {
            wanted.put(name.substring(begin.length()), value);
          }
        });
    return wanted;
  }

  /** The same as parameters of a query. */
  public static SortedMap<String, String> parameters(FieldsWanted wanted) {
    SortedMap<String, String> parameters = new TreeMap<>();
    wanted.whole().forEach((field, value) -> parameters.put(whole(field), value));
    wanted.parts().forEach((field, value) -> parameters.put(part(field), value));
    return parameters;
  }

  /** The parameter that asks for an exact value. */
  public static String whole(String field) {
    return WHOLE + field;
  }

  /** The parameter that asks for a part of a value. */
  public static String part(String field) {
    return PART + field;
  }
}
