// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Telling;

/** A label that has not two classes, and how well columns of its data set tell it alone. */
public sealed interface OtherLabel permits NearestClasses, Ranked {
  Telling number(String column) throws CheckException;

  Telling category(String column) throws CheckException;

  /** Whether a column has a value, as a category of two. */
  Telling presence(String column) throws CheckException;
}
