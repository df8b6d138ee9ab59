// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.engines.task.CheckException;

/** The column names of a CSV file. */
public final class Header {
  private Header() {}

  public static List<String> read(String name, Path file) throws CheckException, IOException {
    return Csv.read(name, file).columns();
  }
}
