// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Telling;

/** A label that has not two classes, and how well columns of its data set tell it alone. */
public sealed interface OtherLabel permits NearestClasses, Ranked {
  Telling number(String column) throws CheckException;

  default Telling category(String column) throws CheckException {
    return among(Database.column(column));
  }

  /** Whether a column has a value, as a category of two. */
  default Telling presence(String column) throws CheckException {
    return among("(" + Database.column(column) + " IS NOT NULL)");
  }

  /**
   * By the rows with the same category.
   *
   * @param category in SQL
   */
  Telling among(String category) throws CheckException;
}
