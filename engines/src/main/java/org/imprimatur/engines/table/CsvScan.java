// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.DriftColumn;

/**
 * Columns of a reference and a current CSV file, read in one pass over each without a table in the
 * database: numbers go to files column by column, texts are counted.
 *
 * <p>Which columns are numbers is guessed from the first rows. Where a later cell is no number or
 * may be digits that no double keeps, or a column has too many texts, there is no scan, and tables
 * must tell what is right.
 */
final class CsvScan implements AutoCloseable {
  private static final int FIRST_LOOK = 2048;
  private static final int THREADS = 2;
  private static final char BETWEEN = 0;

  private final List<String> numbers;
  private final List<String> texts;
  private final Set<String> categorical;
  private final ColumnSpill reference = new ColumnSpill();
  private final ColumnSpill current = new ColumnSpill();
  private final List<CategoryTally> tallies = new ArrayList<>();

  private CsvScan(List<String> numbers, List<String> texts, Set<String> categorical) {
    this.numbers = numbers;
    this.texts = texts;
    this.categorical = categorical;
    for (int i = 0; i < texts.size(); i++) {
      tallies.add(new CategoryTally("tally_" + i));
    }
  }

  /** The two files. */
  record Files(CsvFile reference, CsvFile current) {}

  /** Reads the columns, of which some are categories in any case; empty where that cannot be. */
  static Optional<CsvScan> of(
      Database database, Files files, List<String> columns, Set<String> categorical)
      throws CheckException, IOException {
    if (files.reference().hasUnderscoreInNumber() || files.current().hasUnderscoreInNumber()) {
      return Optional.empty();
    }
    // No figure depends on the order, and keeping it costs a third of the time.
    database.execute("SET preserve_insertion_order=false");
    Set<String> guessed = new HashSet<>(columns);
    guessed.removeAll(categorical);
    guessed.retainAll(numbers(database, files.reference(), columns));
    guessed.retainAll(numbers(database, files.current(), columns));
    CsvScan scan =
        new CsvScan(
            columns.stream().filter(guessed::contains).toList(),
            columns.stream().filter(name -> !guessed.contains(name)).toList(),
            categorical);
    if (scan.read(database, files.reference(), scan.reference)
        && scan.read(database, files.current(), scan.current)) {
      return Optional.of(scan);
    }
    scan.close();
    return Optional.empty();
  }

  /** The columns whose first cells read as numbers, as far as they are there. */
  private static Set<String> numbers(Database database, CsvFile file, List<String> columns)
      throws CheckException {
    Set<String> numbers = new HashSet<>();
    String counts =
        columns.stream()
            .map(name -> "count(%1$s) = count(TRY_CAST(%1$s AS DOUBLE))".formatted(column(name)))
            .collect(Collectors.joining(", "));
    String first = " FROM (SELECT * FROM " + file.lean(Set.of()) + " LIMIT " + FIRST_LOOK + ")";
    try {
      database.chunks(
          "SELECT " + counts + first,
          chunk -> {
            for (int i = 0; i < columns.size(); i++) {
              if (chunk.vector(i).getBoolean(0)) {
                numbers.add(columns.get(i));
              }
            }
            return true;
          });
    } catch (SQLException | IOException e) {
      // The file is no sound CSV: what is wrong is told where it is loaded.
      return Set.of();
    }
    return numbers;
  }

  private boolean read(Database database, CsvFile file, ColumnSpill spill) throws IOException {
    List<String> wanted = new ArrayList<>(numbers.stream().map(Database::column).toList());
    if (!texts.isEmpty()) {
      wanted.add(row(texts));
    }
    String columns = String.join(", ", wanted);
    try {
      return database.chunks(
              "SELECT " + columns + " FROM " + file.lean(new HashSet<>(numbers)),
              chunk -> take(chunk, spill))
          && spill.rows() == file.rows();
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * The texts of a row in one, each with a NUL behind it, which stands in no file that was read:
   * asking the engine for each of them by itself takes longer than reading it. One that is missing
   * is empty.
   */
  private static String row(List<String> texts) {
    return texts.stream()
        .map(name -> column(name) + ", chr(0)")
        .collect(Collectors.joining(", ", "concat(", ")"));
  }

  private boolean take(DuckDBDataChunkReader chunk, ColumnSpill spill) throws IOException {
    int size = (int) chunk.rowCount();
    double[] values = new double[size];
    spill.begin(size);
    boolean fits = true;
    for (int i = 0; i < numbers.size(); i++) {
      DuckDBReadableVector cells = chunk.vector(i);
      for (int row = 0; row < size; row++) {
        values[row] = cells.getDouble(row, Double.NaN);
        fits &= !(Math.abs(values[row]) >= 0x1p63);
      }
      spill.write(values, size);
    }
    return fits
        && (texts.isEmpty() || takeTexts(chunk.vector(numbers.size()), size, spill == reference));
  }

  private boolean takeTexts(DuckDBReadableVector rows, int size, boolean ofReference) {
    for (int row = 0; row < size; row++) {
      String cells = rows.getString(row);
      int start = 0;
      for (CategoryTally tally : tallies) {
        int end = cells.indexOf(BETWEEN, start);
        tally.add(cells.substring(start, end), ofReference);
        if (!tally.fits()) {
          return false;
        }
        start = end + 1;
      }
    }
    return true;
  }

  /** Everything that was read, compared. */
  ComparedFiles.Compared compare(Database database) throws CheckException, IOException {
    SortedMap<String, DriftColumn> columns = new TreeMap<>();
    List<String> retyped = new ArrayList<>();
    List<Future<SortedMap<String, DriftColumn>>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int part = 0; part < THREADS; part++) {
        int first = part;
        parts.add(threads.submit(() -> numbers(first)));
      }
      for (int i = 0; i < texts.size(); i++) {
        columns.put(texts.get(i), categories(database, i, retyped));
      }
      for (Future<SortedMap<String, DriftColumn>> part : parts) {
        columns.putAll(part.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("A column could not be read again", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The comparison was interrupted", e);
    }
    return new ComparedFiles.Compared(columns, retyped);
  }

  /** Every column of numbers that falls to one thread, in the same memory. */
  private SortedMap<String, DriftColumn> numbers(int first) throws IOException {
    SortedMap<String, DriftColumn> columns = new TreeMap<>();
    NumericColumn one = new NumericColumn(0);
    NumericColumn other = new NumericColumn(0);
    for (int i = first; i < numbers.size(); i += THREADS) {
      reference.read(i, one);
      current.read(i, other);
      columns.put(numbers.get(i), NumericSweep.of(one, other));
    }
    return columns;
  }

  private DriftColumn categories(Database database, int index, List<String> retyped)
      throws CheckException {
    CategoryTally tally = tallies.get(index);
    tally.store(database);
    Optional<Kind> first = tally.kind(database, "a");
    Optional<Kind> second = tally.kind(database, "b");
    String name = texts.get(index);
    // A column without a value fits numbers as well as texts.
    boolean isChanged =
        first.isPresent()
            && second.isPresent()
            && first.get().isNumeric() != second.get().isNumeric();
    if (isChanged && !categorical.contains(name)) {
      retyped.add(name);
    }
    return tally.drift(database, first.orElse(Kind.TEXT), second.orElse(Kind.TEXT));
  }

  @Override
  public void close() throws IOException {
    reference.close();
    current.close();
  }
}
