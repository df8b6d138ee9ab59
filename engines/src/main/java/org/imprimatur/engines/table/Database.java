// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Guesses;

/** A DuckDB in memory: files are loaded first, then it is locked off from everything outside. */
public final class Database implements AutoCloseable {
  /** How many threads a query has, unless it is told otherwise. */
  static final int THREADS = Integer.getInteger("imprimatur.threads", 2);

  private static final Pattern LINE = Pattern.compile("(?i)line:\\s*(\\d+)");

  /** For the first rows of a table it reads the numbers of all others, and joins them. */
  private static final String FETCHING_LATER = "late_materialization";

  private final Connection connection;
  private final Path temporary;
  private final SortedMap<String, String> inPlace = new TreeMap<>();

  private final Guesses guesses;
  private Predicate<String> written = _ -> false;

  private Database(Connection connection, Path temporary, Guesses guesses) {
    this.connection = connection;
    this.temporary = temporary;
    this.guesses = guesses;
  }

  public static Database open(Path temporary) throws CheckException {
    return open(temporary, new Guesses());
  }

  /**
   * The same for the files of a task.
   *
   * @param guesses what was not certain about the files is added to these
   */
  public static Database open(Path temporary, Guesses guesses) throws CheckException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", System.getProperty("imprimatur.memory", "1GB"));
    settings.setProperty("threads", String.valueOf(THREADS));
    settings.setProperty("temp_directory", temporary.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("preserve_insertion_order", "true");
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("disabled_optimizers", FETCHING_LATER);
    // The system keeps what was read of a file; a second copy would be ours to hold.
    settings.setProperty("enable_external_file_cache", "false");
    try {
      Database database =
          new Database(DriverManager.getConnection("jdbc:duckdb:", settings), temporary, guesses);
      database.execute("SET TimeZone='UTC'");
      return database;
    } catch (SQLException e) {
      throw new CheckException("engine.tables", "The table engine could not be started.");
    }
  }

  /** Runs one small query, so that the engine is loaded before the job comes. */
  public void warmUp() throws CheckException {
    count(
        "SELECT count(*) FROM (SELECT g, sum(x) FROM (SELECT range % 3 AS g, range AS x"
            + " FROM range(100)) GROUP BY g ORDER BY g)");
  }

  /**
   * Makes one view of files that form a table. The names of the columns are those of the files.
   *
   * @param table the name of the view
   * @param name how a person knows the files ("The test set")
   * @param id the column by which files with different columns are joined
   */
  public Table load(String table, String name, List<Path> files, Optional<String> id)
      throws CheckException, IOException {
    return new Loader(this, table, name, files).load(id);
  }

  /** The names of their columns, each once; rows are read only where the format demands it. */
  public List<String> names(String name, List<Path> files) throws CheckException, IOException {
    return new Loader(this, "h", name, files).names();
  }

  /**
   * From here on columns of these names are texts as the file writes them, where it writes texts: a
   * model that reads texts knows no 1 where "01" stands.
   */
  public void keepWritten(Predicate<String> columns) {
    written = columns;
  }

  boolean keepsWritten(String column) {
    return written.test(column);
  }

  /** Says what was not certain about a file. */
  void guessed(String sentence) {
    guesses.add(sentence);
  }

  /** A file in the worker's private folder. */
  Path temporary(String file) {
    return temporary.resolve(file);
  }

  /**
   * Lets a file be read in place, before and after the lock. What its footer states about its
   * values is not believed: they are read, whatever least and largest value it names.
   *
   * @param bytes which of its columns hold bytes, in brackets; empty where none does
   */
  void allow(Path file, String bytes) throws CheckException {
    inPlace.put(file.toString(), bytes);
    execute(
        "SET disabled_optimizers='statistics_propagation,filter_pushdown,join_filter_pushdown,"
            + FETCHING_LATER
            + "'");
    execute("SET allowed_paths=" + inPlace.keySet().stream().map(Database::literal).toList());
  }

  /** So many threads has a query from here on. */
  void limitThreads(int count) throws CheckException {
    execute("SET threads=" + count);
  }

  void loadCsv(String name, String sql) throws CheckException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new CheckException("data.csv", unreadable(name, String.valueOf(e.getMessage())));
    }
  }

  private static String unreadable(String name, String message) {
    Matcher line = LINE.matcher(message);
    String where = line.find() ? " Look at line " + line.group(1) + "." : "";
    String lower = message.toLowerCase(Locale.ROOT);
    String why = "a quote is not closed or stands in the wrong place";
    if (lower.contains("maximum line size")) {
      why = "a line is longer than 1 MB";
    } else if (lower.contains("expected number of columns")) {
      why = "its rows do not have the columns of the first line";
    } else if (lower.contains("out of memory") || lower.contains("failed to allocate")) {
      why = "it needs more memory than a worker has";
    }
    return name + " cannot be read as CSV: " + why + "." + where;
  }

  /**
   * From here on no file and no setting can be reached. Where the order of rows matters it is asked
   * for, so that a query need not keep it by itself.
   */
  public void lock() throws CheckException {
    execute("SET preserve_insertion_order=false");
    execute("SET enable_external_access=false");
    execute("SET lock_configuration=true");
  }

  public void execute(String sql) throws CheckException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  public long count(String sql) throws CheckException {
    long[] found = new long[1];
    query(sql, row -> found[0] = row.getLong(1));
    return found[0];
  }

  /** Calls for every row of the answer, in its order. */
  public void query(String sql, RowReader reader) throws CheckException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw failed(cause(sql, e));
    }
  }

  /** An answer that fails before its first row does not say why; asked for in chunks it does. */
  private SQLException cause(String sql, SQLException e) {
    if (!String.valueOf(e.getMessage()).contains("Invalid result set")) {
      return e;
    }
    try {
      chunks(sql, _ -> false);
      return e;
    } catch (IOException _) {
      return e;
    } catch (SQLException why) {
      return why;
    }
  }

  /** Reads the scores, and the codes if there are any, of a query with two bounds, in chunks. */
  void scores(String sql, double low, double high, ScoredRows.Sink sink) throws CheckException {
    try (DuckDBPreparedStatement statement =
        connection.unwrap(DuckDBConnection.class).prepare(sql)) {
      statement.setDouble(1, low);
      statement.setDouble(2, high);
      scores(statement, sink);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The same of all rows; a missing score is NaN, and a missing code says so. */
  void scores(String sql, ScoredRows.Sink sink) throws CheckException {
    try (DuckDBPreparedStatement statement =
        connection.unwrap(DuckDBConnection.class).prepare(sql)) {
      scores(statement, sink);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void scores(DuckDBPreparedStatement statement, ScoredRows.Sink sink)
      throws SQLException, CheckException {
    try (DuckDBChunkedResult result = statement.query()) {
      double[] scores = new double[0];
      char[] codes = new char[0];
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        int size = (int) chunk.rowCount();
        if (scores.length < size) {
          scores = new double[size];
          codes = new char[size];
        }
        readScores(chunk.vector(0), scores, size);
        if (chunk.columnCount() > 1) {
          readCodes(chunk.vector(1), codes, size);
        }
        sink.rows(scores, codes, size);
      }
    }
  }

  // Two short loops of their own: Java compiles each once, and not all around them with it.
  private static void readScores(DuckDBReadableVector vector, double[] scores, int size) {
    for (int i = 0; i < size; i++) {
      scores[i] = vector.isNull(i) ? Double.NaN : vector.getDouble(i);
    }
  }

  private static void readCodes(DuckDBReadableVector vector, char[] codes, int size) {
    for (int i = 0; i < size; i++) {
      codes[i] = vector.isNull(i) ? ScoredRows.NO_LABEL : (char) vector.getUint16(i);
    }
  }

  /** Reads one row. */
  public interface RowReader {
    void read(ResultSet row) throws SQLException, CheckException;
  }

  /** Takes one chunk of an answer; false if no more are wanted. */
  interface ChunkReader {
    boolean read(DuckDBDataChunkReader chunk) throws SQLException, IOException;
  }

  /** Hands over an answer chunk by chunk; whether all chunks were wanted. */
  boolean chunks(String sql, ChunkReader reader) throws SQLException, IOException {
    return chunks(connection, sql, reader);
  }

  /** The same over a connection of its own, beside what goes on over others. */
  boolean chunksBeside(String sql, ChunkReader reader) throws SQLException, IOException {
    try (Connection own = connection.unwrap(DuckDBConnection.class).duplicate()) {
      return chunks(own, sql, reader);
    }
  }

  private static boolean chunks(Connection over, String sql, ChunkReader reader)
      throws SQLException, IOException {
    try (var statement = over.unwrap(DuckDBConnection.class).prepare(sql);
        var result = statement.query()) {
      while (result.nextChunk()) {
        if (!reader.read(result.chunk())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes a number and the small whole number beside it. */
  public interface NumberReader {
    void take(double number, int beside);
  }

  /** Hands over the rows of an answer of a DOUBLE and an INTEGER, neither of which is missing. */
  public void numbers(String sql, NumberReader reader) throws CheckException {
    try (var statement = connection.unwrap(DuckDBConnection.class).prepare(sql);
        var chunks = statement.query()) {
      while (chunks.nextChunk()) {
        DuckDBReadableVector numbers = chunks.chunk().vector(0);
        DuckDBReadableVector beside = chunks.chunk().vector(1);
        long rows = numbers.rowCount();
        for (long row = 0; row < rows; row++) {
          reader.take(numbers.getDouble(row), beside.getInt(row));
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Hands the first column of the answer, doubles, to a column; nothing is made into an object. */
  void numbers(String sql, NumericColumn to) throws CheckException {
    try (var statement = connection.unwrap(DuckDBConnection.class).prepare(sql);
        var chunks = statement.query()) {
      while (chunks.nextChunk()) {
        DuckDBReadableVector cells = chunks.chunk().vector(0);
        long rows = cells.rowCount();
        for (long row = 0; row < rows; row++) {
          if (cells.isNull(row)) {
            to.missing();
          } else {
            to.add(cells.getDouble(row));
          }
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  void append(String table, double[] values) throws CheckException {
    append(table, values, 1);
  }

  /** Appends rows of so many doubles each, after the number of the row. */
  public void append(String table, double[] values, int width) throws CheckException {
    fill(
        table,
        appender -> {
          for (int i = 0; i < values.length; i += width) {
            appender.beginRow();
            appender.append((long) (i / width));
            for (int j = 0; j < width; j++) {
              appender.append(values[i + j]);
            }
            appender.endRow();
          }
        });
  }

  void fill(String table, Rows rows) throws CheckException {
    try (var appender = connection.unwrap(DuckDBConnection.class).createAppender("main", table)) {
      rows.appendTo(appender);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Appends rows. */
  interface Rows {
    void appendTo(DuckDBAppender appender) throws SQLException;
  }

  private CheckException failed(SQLException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("out of memory") || message.contains("failed to allocate")) {
      return new CheckException(
          "worker.memory",
          "The data need more memory than a worker has. Give fewer rows or shorter texts; write"
              + " Parquet in smaller groups of rows.");
    }
    return inPlace.isEmpty()
        ? new CheckException("data.query", "The data cannot be counted as the check asks for.")
        : new CheckException(
            "data.parquet",
            "A Parquet file among the data cannot be read to its end: it is damaged, or a column of"
                + " bytes holds no text%s. Write it again, without such a column."
                    .formatted(String.join("", inPlace.values())));
  }

  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  public static String column(String name) {
    return "\"" + inside(name).replace("\"", "\"\"") + "\"";
  }

  /** A column of this name would hide the engine's own number of a row. */
  static String inside(String name) {
    return name.equalsIgnoreCase("rowid") ? "rowid of the file" : name;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("An in-memory database does not fail to close", e);
    }
  }
}
