// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Guesses;

/** The column names of the files of a table. */
public final class Header {
  private Header() {}

  /**
   * The names in the order of the files, each once; rows are read only where the format demands it.
   *
   * @param temporary a folder of its own that may be written to
   * @param guesses what was not certain about the files is added to these
   */
  public static List<String> read(String name, List<Path> files, Path temporary, Guesses guesses)
      throws CheckException, IOException {
    try (Database database = Database.open(temporary, guesses)) {
      return database.names(name, files);
    }
  }
}
