// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.regex.Pattern;

/** A value of a CSV table (RFC 4180) that a spreadsheet shows and never computes. */
public final class SpreadsheetCell {
  /** With what a formula begins, in some languages in the wide forms as well. */
  private static final String SIGNS = "=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20";

  /** What it would compute; apostrophes before it are those of a value that begins like this. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'*[" + SIGNS + "\t\r\n].*");

  /**
   * Where the same would begin for a spreadsheet that parts values otherwise, as with semicolons
   * where a comma is the decimal point: to it the quotes around the whole value are none.
   */
  private static final String WITHIN = "(?=['\"]*[" + SIGNS + "])";

  private static final Pattern INNER = Pattern.compile("([;\t\r\n])" + WITHIN);
  private static final Pattern INNER_WRITTEN = Pattern.compile("([;\t\r\n])'" + WITHIN);

  /** What begins like a formula and is a number, as this writes them. */
  private static final Pattern NUMBER = Pattern.compile("-[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

  private SpreadsheetCell() {}

  /**
   * A value as it stands in the file: in quotes where it needs them, as text where it needs that.
   */
  public static String written(String value) {
    boolean formula = FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches();
    String safe = (formula ? "'" : "") + INNER.matcher(value).replaceAll("$1'");
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** The value behind an unquoted cell, without the apostrophes that made it text. */
  public static String read(String cell) {
    boolean formula = cell.startsWith("'") && FORMULA.matcher(cell).matches();
    return INNER_WRITTEN.matcher(formula ? cell.substring(1) : cell).replaceAll("$1");
  }
}
