// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.DriftColumn;

/** A reference and a current table with the columns that stand in both. */
public final class ComparedFiles {
  private final Database database;
  private final Loader first;
  private final Loader second;
  private final Optional<String> id;
  private final List<String> reference;
  private final List<String> current;

  private ComparedFiles(Database database, Files files) throws CheckException, IOException {
    this.database = database;
    first = new Loader(database, "r", "The reference", files.reference());
    second = new Loader(database, "t", "The test set", files.current());
    id = files.id();
    Parts.run(2, part -> (part == 0 ? first : second).look());
    reference = first.names();
    current = second.names();
  }

  /** The files of both, of which those of one table with different columns are joined by the id. */
  public record Files(List<Path> reference, List<Path> current, Optional<String> id) {}

  /** Reads the names of the columns; the rows are read where they are compared. */
  public static ComparedFiles open(Database database, Files files)
      throws CheckException, IOException {
    return new ComparedFiles(database, files);
  }

  public List<String> reference() {
    return reference;
  }

  public List<String> current() {
    return current;
  }

  /** The columns side by side, and those that hold numbers in one table alone. */
  public record Compared(SortedMap<String, DriftColumn> columns, List<String> retyped) {}

  /**
   * Compares columns of both tables and locks the database.
   *
   * @param categorical columns that are categories even if they hold numbers
   */
  public Compared compare(List<String> columns, Set<String> categorical)
      throws CheckException, IOException {
    Optional<Compared> scanned = scanned(columns, categorical);
    return scanned.isPresent() ? scanned.get() : loaded(columns, categorical);
  }

  /** Without tables in the database, which are slow to fill and large. */
  private Optional<Compared> scanned(List<String> columns, Set<String> categorical)
      throws CheckException, IOException {
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    Optional<CsvFile> one = first.cells();
    Optional<CsvFile> other = one.isPresent() ? second.cells() : Optional.empty();
    if (other.isEmpty()) {
      return Optional.empty();
    }
    CsvScan.Files both = new CsvScan.Files(one.orElseThrow(), other.get());
    Optional<CsvScan> scan = CsvScan.of(database, both, columns, categorical);
    if (scan.isEmpty()) {
      return Optional.empty();
    }
    try (CsvScan found = scan.get()) {
      database.lock();
      return Optional.of(found.compare(database));
    }
  }

  private Compared loaded(List<String> columns, Set<String> categorical)
      throws CheckException, IOException {
    Table one = first.load(id);
    Table other = second.load(id);
    database.lock();
    return new ComparedTables(database, one, other).compare(columns, categorical);
  }
}
