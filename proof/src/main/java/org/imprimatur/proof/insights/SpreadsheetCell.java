// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.regex.Pattern;

/** A value of a CSV table (RFC 4180) that a spreadsheet shows and never computes. */
public final class SpreadsheetCell {
  /**
   * What it would compute, in some languages with the wide forms of its signs as well; apostrophes
   * before it are those of a value that begins like this.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(?s)'*[=+\\-@\t\r\n\\uFF1D\\uFF0B\\uFF0D\\uFF20].*");

  /** What begins like a formula and is a number, as this writes them. */
  private static final Pattern NUMBER = Pattern.compile("-[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

  private SpreadsheetCell() {}

  /**
   * A value as it stands in the file: in quotes where it needs them, as text where it needs that.
   */
  public static String written(String value) {
    boolean formula = FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches();
    String safe = formula ? "'" + value : value;
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** The value behind an unquoted cell, without the apostrophe that made it text. */
  public static String read(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
