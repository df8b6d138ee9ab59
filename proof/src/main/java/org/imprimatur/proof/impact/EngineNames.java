// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How engines are named with their versions, such as {@code duckdb/2.0.0.1}. */
public final class EngineNames {
  /** How many one computation may name. */
  public static final int MOST = 8;

  static final String NAME = "[a-z][a-z0-9-]{0,40}/[0-9A-Za-z][0-9A-Za-z.+-]{0,60}";

  private static final Pattern SHAPE = Pattern.compile(NAME);

  private EngineNames() {}

  /** Whether these are such names, each once and in order, and not too many. */
  public static boolean are(List<String> engines) {
    return engines.size() <= MOST
        && engines.stream().allMatch(EngineNames::is)
        && List.copyOf(new TreeSet<>(engines)).equals(engines);
  }

  /** Whether this names an engine in a version, and not a place where engines run. */
  public static boolean is(String thing) {
    return SHAPE.matcher(thing).matches();
  }
}
