// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What models are to have in further fields; all of it must hold.
 *
 * @param whole by the field's name the exact value
 * @param parts by the field's name what stands in the value, in small or capital letters
 */
public record FieldsWanted(SortedMap<String, String> whole, SortedMap<String, String> parts) {
  public FieldsWanted {
    whole = Collections.unmodifiableSortedMap(new TreeMap<>(whole));
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  public boolean isEmpty() {
    return whole.isEmpty() && parts.isEmpty();
  }
}
