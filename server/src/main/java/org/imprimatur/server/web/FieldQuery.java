// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a query asks of further fields, as {@code field.NAME=VALUE}. */
public final class FieldQuery {
  private static final String BEGIN = "field.";

  private FieldQuery() {}

  /** By the field's name the value; what is left blank is not asked for. */
  public static SortedMap<String, String> wanted(Map<String, String> query) {
    SortedMap<String, String> wanted = new TreeMap<>();
    query.forEach(
        (name, value) -> {
          if (name.startsWith(BEGIN) && !value.isBlank()) {
            wanted.put(name.substring(BEGIN.length()), value);
          }
        });
    return wanted;
  }

  /** The parameter that asks for a field. */
  public static String parameter(String field) {
    return BEGIN + field;
  }
}
