// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;

/**
 * One file of rows, whose format is told by its first bytes. Parquet is read in place, and so is
 * plain CSV; every other text is first written as plain CSV into the worker's private folder. What
 * its bytes told once is not looked for again.
 */
final class Source {
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  /** So many characters tell the dialect. */
  private static final int BEGINNING = 1 << 18;

  private final Database database;
  private final String name;
  private final Path file;
  private final String table;
  private Optional<Path> unpacked = Optional.empty();
  private Optional<Text> text = Optional.empty();

  /**
   * A file of which nothing is known yet.
   *
   * @param table a name of its own for what is made of the file
   */
  Source(Database database, String name, Path file, String table) {
    this.database = database;
    this.name = name;
    this.file = file;
    this.table = table;
  }

  /**
   * Looks at the bytes before the file is read, so that several files can be looked at side by
   * side. What is wrong with them is told when it is read.
   */
  void look() {
    try {
      Path plain = unpacked();
      if (!isParquet(plain)) {
        text(plain);
      }
    } catch (CheckException | IOException e) {
      // Whoever reads the file meets it again.
    }
  }

  /** Makes the file's rows known to the database. */
  Part read() throws CheckException, IOException {
    Path plain = unpacked();
    if (isParquet(plain)) {
      return new ParquetSource(database, name, plain).read();
    }
    Text text = text(plain);
    CsvFile csv = csv(text);
    boolean isWritten = csv.path().equals(target());
    if (!loadsWhole(csv) && (isWritten || !loadsWhole(written(text)))) {
      throw new CheckException(
          "data.csv", name + " cannot be read as CSV: not all of its rows are found.");
    }
    Files.deleteIfExists(target());
    List<Typing.Stored> stored =
        csv.columns().stream().map(column -> new Typing.Stored(column, "VARCHAR")).toList();
    Part part = new Part(name, Optional.of(table), table, "rowid", stored);
    if (!text.isJson() && text.dialect().mayHaveDecimalCommas()) {
      readDecimalCommas(part);
    }
    return part;
  }

  /** The file as plain CSV, where its cells can be read one by one, as they stand. */
  Optional<CsvFile> cells() throws CheckException, IOException {
    Path plain = unpacked();
    if (isParquet(plain)) {
      return Optional.empty();
    }
    Text text = text(plain);
    boolean mayNeedOthers = !text.isJson() && text.dialect().mayHaveDecimalCommas();
    return mayNeedOthers ? Optional.empty() : Optional.of(csv(text));
  }

  /** The names of the columns, without reading rows where that can be avoided. */
  List<String> names() throws CheckException, IOException {
    Path plain = unpacked();
    if (isParquet(plain)) {
      Part part = new ParquetSource(database, name, plain).read();
      return part.columns().stream().map(Typing.Stored::name).toList();
    }
    Text text = text(plain);
    return text.isJson() ? csv(text).columns() : header(text);
  }

  private Path unpacked() throws CheckException, IOException {
    if (unpacked.isPresent()) {
      return unpacked.get();
    }
    if (Files.size(file) == 0) {
      throw empty(name);
    }
    Path plain = Unpacked.of(name, file, database.temporary(table + ".unpacked"));
    if (Files.size(plain) == 0) {
      throw empty(name);
    }
    unpacked = Optional.of(plain);
    return plain;
  }

  static CheckException empty(String name) {
    return new CheckException(
        "data.empty", name + " is an empty file. Register one with a first line and rows.");
  }

  private static boolean isParquet(Path file) throws IOException {
    return Arrays.equals(Unpacked.first(file), PARQUET);
  }

  /** A text file and what its beginning tells. */
  private record Text(
      Path file, TextScan scan, boolean isJson, Dialect dialect, boolean beginsEmpty) {
    private Reader open() throws IOException {
      return scan.open(file);
    }
  }

  private Text text(Path plain) throws CheckException, IOException {
    if (text.isPresent()) {
      return text.get();
    }
    TextScan scan = TextScan.of(name, plain);
    if (scan.isGuessed()) {
      database.guessed(name + " is not UTF-8; it was read as Windows-1252.");
    }
    char[] beginning = new char[BEGINNING];
    int size = 0;
    try (Reader reader = scan.open(plain)) {
      int count = 0;
      while (count >= 0 && size < BEGINNING) {
        size += count;
        count = reader.read(beginning, size, BEGINNING - size);
      }
    } catch (CharacterCodingException e) {
      throw TextScan.noText(name, 1);
    }
    String first = new String(beginning, 0, size);
    String stripped = first.stripLeading();
    boolean isJson = stripped.startsWith("{") || stripped.startsWith("[");
    Dialect dialect = Dialect.of(stripped.isEmpty() ? first : named(first), size < BEGINNING);
    boolean beginsEmpty = first.lines().findFirst().map(String::isBlank).orElse(false);
    Text told = new Text(plain, scan, isJson, dialect, beginsEmpty);
    text = Optional.of(told);
    return told;
  }

  /** From the first line on that is not empty, where the names of the columns stand. */
  private static String named(String beginning) {
    int at = 0;
    for (int i = 0; i < beginning.length() && Character.isWhitespace(beginning.charAt(i)); i++) {
      at = beginning.charAt(i) == '\n' || beginning.charAt(i) == '\r' ? i + 1 : at;
    }
    return beginning.substring(at);
  }

  /** The text itself where the database can read it, else what was written of it. */
  private CsvFile csv(Text text) throws CheckException, IOException {
    TextScan.Signs signs = text.scan().signs();
    Dialect dialect = text.dialect();
    boolean inPlace =
        !text.isJson()
            && !text.beginsEmpty()
            && dialect.isCommon()
            && text.scan().charset().equals(StandardCharsets.UTF_8)
            && signs.oneLineEnd();
    return inPlace
        ? new CsvFile(
            text.file(),
            dialect.separator(),
            header(text),
            !signs.quotes(),
            signs.underscoreInNumber(),
            signs.records() - 1)
        : written(text);
  }

  private CsvFile written(Text text) throws CheckException, IOException {
    PlainCsv.Written written =
        text.isJson()
            ? PlainCsv.fromJson(name, text::open, target())
            : PlainCsv.fromCsv(name, text::open, text.dialect(), target());
    boolean underscores = text.scan().signs().underscoreInNumber();
    return new CsvFile(target(), ',', written.columns(), false, underscores, written.rows());
  }

  private boolean loadsWhole(CsvFile csv) throws CheckException {
    database.loadCsv(name, "CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM " + csv.sql());
    return database.count("SELECT count(*) FROM " + table) == csv.rows();
  }

  private Path target() {
    return database.temporary(table + ".csv");
  }

  private List<String> header(Text text) throws CheckException, IOException {
    try (Reader reader = text.open()) {
      CsvRecords records = new CsvRecords(name, reader, text.dialect());
      if (!records.first()) {
        throw empty(name);
      }
      List<String> columns = List.copyOf(records.fields());
      Part.check(name, columns);
      return columns;
    }
  }

  private void readDecimalCommas(Part part) throws CheckException {
    List<String> commas = new DecimalCommas(database, part).replace();
    if (!commas.isEmpty()) {
      database.guessed(
          name + " has decimal commas in " + String.join(", ", commas) + "; they were read so.");
    }
  }
}
