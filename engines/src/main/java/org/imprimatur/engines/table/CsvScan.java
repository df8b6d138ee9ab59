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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private static final char BETWEEN = 0;

  private final List<String> numbers;
  private final List<String> texts;
  private final Set<String> categorical;
  private final Read reference;
  private final Read current;

  private CsvScan(List<String> numbers, List<String> texts, Set<String> categorical) {
    this.numbers = numbers;
    this.texts = texts;
    this.categorical = categorical;
    reference = new Read(true, texts.size());
    current = new Read(false, texts.size());
  }

  /** What was read of one of the files: its numbers column by column, its texts counted. */
  private record Read(boolean isReference, ColumnSpill numbers, List<CategoryTally> tallies) {
    private Read(boolean isReference, int texts) {
      this(
          isReference,
          new ColumnSpill(),
          IntStream.range(0, texts).mapToObj(i -> new CategoryTally("tally_" + i)).toList());
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
    database.limitThreads(1);
    Set<String> guessed = new HashSet<>(columns);
    guessed.removeAll(categorical);
    guessed.retainAll(numbers(database, files.reference(), columns));
    guessed.retainAll(numbers(database, files.current(), columns));
    CsvScan scan =
        new CsvScan(
            columns.stream().filter(guessed::contains).toList(),
            columns.stream().filter(name -> !guessed.contains(name)).toList(),
            categorical);
    boolean fits = scan.read(database, files);
    database.limitThreads(Database.THREADS);
    if (fits) {
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

  /**
   * Both files at once, a thread for each: two threads on one file wait for whoever takes its rows.
   * Whether all of it fits.
   */
  private boolean read(Database database, Files files) throws CheckException, IOException {
    List<Boolean> fit =
        beside(
            List.of(
                () -> read(database, files.reference(), reference),
                () -> read(database, files.current(), current)));
    for (int i = 0; i < texts.size(); i++) {
      reference.tallies().get(i).addAll(current.tallies().get(i));
    }
    return !fit.contains(false) && reference.tallies().stream().allMatch(CategoryTally::fits);
  }

  private boolean read(Database database, CsvFile file, Read to) throws IOException {
    List<String> wanted = new ArrayList<>(numbers.stream().map(Database::column).toList());
    if (!texts.isEmpty()) {
      wanted.add(row(texts));
    }
    String columns = String.join(", ", wanted);
    try {
      return database.chunksBeside(
              "SELECT " + columns + " FROM " + file.lean(new HashSet<>(numbers)),
              chunk -> take(chunk, to))
          && to.numbers().rows() == file.rows();
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

  private boolean take(DuckDBDataChunkReader chunk, Read to) throws IOException {
    int size = (int) chunk.rowCount();
    double[] values = new double[size];
    to.numbers().begin(size);
    boolean fits = true;
    for (int i = 0; i < numbers.size(); i++) {
      DuckDBReadableVector cells = chunk.vector(i);
      for (int row = 0; row < size; row++) {
        values[row] = cells.getDouble(row, Double.NaN);
        fits &= !(Math.abs(values[row]) >= 0x1p63);
      }
      to.numbers().write(values, size);
    }
    return fits && (texts.isEmpty() || takeTexts(chunk.vector(numbers.size()), size, to));
  }

  private static boolean takeTexts(DuckDBReadableVector rows, int size, Read to) {
    for (int row = 0; row < size; row++) {
      String cells = rows.getString(row);
      int start = 0;
      for (CategoryTally tally : to.tallies()) {
        int end = cells.indexOf(BETWEEN, start);
        tally.add(cells.substring(start, end), to.isReference());
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
    AtomicInteger next = new AtomicInteger();
    Callable<SortedMap<String, DriftColumn>> some = () -> numbers(next);
    Callable<SortedMap<String, DriftColumn>> categories = () -> categories(database, retyped);
    for (SortedMap<String, DriftColumn> found : beside(List.of(some, some, categories))) {
      columns.putAll(found);
    }
    return new ComparedFiles.Compared(columns, retyped);
  }

  /** The answers of all, each in a thread of its own. */
  private static <T> List<T> beside(List<Callable<T>> tasks) throws CheckException, IOException {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<T> answer : threads.invokeAll(tasks)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case CheckException known -> throw known;
        case null, default ->
            throw new IOException("A part of the comparison failed", e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The comparison was interrupted", e);
    }
  }

  /** Columns of numbers, as long as another thread has not taken them, in the same memory. */
  private SortedMap<String, DriftColumn> numbers(AtomicInteger next) throws IOException {
    SortedMap<String, DriftColumn> columns = new TreeMap<>();
    NumericColumn one = new NumericColumn(0);
    NumericColumn other = new NumericColumn(0);
    for (int i = next.getAndIncrement(); i < numbers.size(); i = next.getAndIncrement()) {
      reference.numbers().read(i, one);
      current.numbers().read(i, other);
      columns.put(numbers.get(i), NumericSweep.of(one, other));
    }
    return columns;
  }

  private SortedMap<String, DriftColumn> categories(Database database, List<String> retyped)
      throws CheckException {
    SortedMap<String, DriftColumn> columns = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      columns.put(texts.get(i), categories(database, i, retyped));
    }
    return columns;
  }

  private DriftColumn categories(Database database, int index, List<String> retyped)
      throws CheckException {
    CategoryTally tally = reference.tallies().get(index);
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
    reference.numbers().close();
    current.numbers().close();
  }
}
