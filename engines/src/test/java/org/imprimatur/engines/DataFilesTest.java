// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.engines.TestJobs.SPEC;
import static org.imprimatur.engines.TestJobs.utf8;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which people write tables: how it is read, or by which code it is refused. */
class DataFilesTest {
  private static final String TABLE =
      """
      row_id,x,city,label,g,score
      1,0.5,Genève,1,a,0.75
      2,-1.25,"Bern, Köniz",0,b,0.5
      3,2,"the ""old"" town",1,a,0.875
      4,,O'Fallon,0,b,0.125
      """;

  @TempDir static Path folder;

  private static Workers workers;

  /** What is said of the table as it stands above. */
  private static Json.Obj ofTheTable;

  /** A table that is written in some way. */
  record Way(String name, Map<String, byte[]> files, String code, String says) {
    private byte[] bytes() {
      return files.getOrDefault("testSet", new byte[0]);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() {
    workers = new Workers(WorkerSettings.in(folder.resolve("workers")).withWarm(1));
    ofTheTable = quality(utf8(TABLE));
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  @ParameterizedTest
  @MethodSource("readable")
  void the_same_table_is_read_from(Way way) {
    assertThat(columns(quality(way.bytes()))).isEqualTo(columns(ofTheTable));
  }

  static Stream<Way> readable() throws IOException {
    String semicolons = TABLE.replace(",0.", ";0.").replace(',', ';').replace("Bern; K", "Bern, K");
    return Stream.of(
        way("CRLF", utf8(TABLE.replace("\n", "\r\n"))),
        way("CR", utf8(TABLE.replace('\n', '\r'))),
        way("CR, and a mark", utf8("\ufeff" + TABLE.replace('\n', '\r'))),
        way("mixed line ends", utf8(TABLE.replaceFirst("\n", "\r\n"))),
        way("semicolons", utf8(semicolons)),
        way("decimal commas", utf8(semicolons.replaceAll("(\\d)\\.(\\d)", "$1,$2"))),
        way("tabs", utf8(TABLE.replace(',', '\t').replace("Bern\t K", "Bern, K"))),
        way("bars", utf8(TABLE.replace(',', '|').replace("Bern| K", "Bern, K"))),
        way(
            "single quotes",
            utf8(
                TABLE
                    .replace("\"\"", "~")
                    .replace("'", "''")
                    .replace('"', '\'')
                    .replace("O''Fallon", "'O''Fallon'")
                    .replace('~', '"'))),
        way("backslash before a quote", utf8(TABLE.replace("\"\"", "\\\""))),
        way("UTF-16", ("\ufeff" + TABLE).getBytes(UTF_16LE)),
        way("UTF-16, the other order", ("\ufeff" + TABLE).getBytes(Charset.forName("UTF-16BE"))),
        way("Windows-1252", TABLE.getBytes(Charset.forName("windows-1252"))),
        way("empty lines", utf8(TABLE.replace("\n", "\n\n"))),
        way(
            "quotes inside a bare field",
            utf8(TABLE.replace("\"the \"\"old\"\" town\"", "the \"old\" town"))),
        way("no line end at the end", utf8(TABLE.strip())),
        way("gzip", gzip(utf8(TABLE))),
        way(
            "two gzip members",
            concat(gzip(utf8(TABLE.substring(0, 60))), gzip(utf8(TABLE.substring(60))))),
        way("zstd", Zstd.compress(utf8(TABLE))),
        way("JSON lines", utf8(lines())),
        way("JSON lines with a mark", utf8("\ufeff" + lines())),
        way("JSON lines, empty ones and CRLF", utf8(lines().replace("\n", "\r\n \r\n"))),
        way("JSON lines, all texts", utf8(lines().replaceAll(":([-0-9.]+)", ":\"$1\""))),
        way("JSON lines without a missing key", utf8(lines().replace("\"x\":null,", ""))),
        way("JSON lines with NaN", utf8(lines().replace("\"x\":null", "\"x\":NaN"))),
        way("JSON lines in zstd", Zstd.compress(utf8(lines()))),
        way("a JSON array", utf8("[" + lines().strip().replace("\n", ",\n") + "]\n")),
        way("JSON lines in UTF-16", ("\ufeff" + lines()).getBytes(UTF_16LE)));
  }

  private static String lines() {
    return """
    {"row_id":1,"x":0.5,"city":"Gen\\u00e8ve","label":1,"g":"a","score":0.75}
    {"row_id":2,"x":-1.25,"city":"Bern, Köniz","label":0,"g":"b","score":0.5}
    {"score":0.875, "row_id":3,"x":2.0,"city":"the \\"old\\" town","label":1,"g":"a"}
    {"row_id":4,"x":null,"city":"O'Fallon","label":0,"g":"b","score":0.125}
    """;
  }

  @ParameterizedTest
  @MethodSource({"badText", "badJson", "badPacking"})
  void what_cannot_be_read_is_told_with_its_place(Way way) {
    Outcome outcome = run(way.bytes());

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.code()).as(failed.message()).isEqualTo(way.code());
    assertThat(failed.message()).contains(way.says()).endsWith(".");
  }

  static Stream<Way> badText() {
    return Stream.of(
        bad(
            "UTF-16 that is cut",
            new byte[] {-1, -2, 'a', 0, ',', 0, 0, -40},
            "data.encoding",
            "no text"),
        bad(
            "UTF-8 by its mark only",
            concat(new byte[] {-17, -69, -65}, new byte[] {'a', -1, '\n'}),
            "data.encoding",
            "says that it is UTF-8"),
        bad(
            "bytes that no text has",
            concat(utf8("a,b\n1,"), new byte[] {(byte) 0x81, '\n'}),
            "data.encoding",
            "no text"),
        bad(
            "NUL in UTF-16",
            ("\ufeff" + TABLE.replace("town", "to\0wn")).getBytes(UTF_16LE),
            "data.nul",
            "line 4"),
        bad(
            "a ragged row with semicolons and CR",
            utf8(TABLE.replace(',', ';').replace("\n", "\r").replaceFirst(";1;a", ";1")),
            "data.csv",
            "columns of the first line"),
        bad(
            "a reserved name",
            utf8(TABLE.replace("city", "row of the file")),
            "data.columns",
            "reserved"));
  }

  static Stream<Way> badJson() {
    return Stream.of(
        bad("a nested value", utf8("{\"a\":1}\n{\"a\":[1]}\n"), "data.nested", "line 2, key a"),
        bad("a key twice", utf8("{\"a\":1,\"a\":2}\n"), "data.json", "stands twice"),
        bad("half a character", utf8("{\"a\":\"x\\ud83d\"}\n"), "data.encoding", "no text"),
        bad("a number that is none", utf8("{\"a\":01}\n"), "data.json", "Look at line 1"),
        bad("an object cut off", utf8("{\"a\":1}\n{\"a\":"), "data.json", "Look at line 2"),
        bad("no objects", utf8("[1,2]\n"), "data.json", "not an object"),
        bad("an array not closed", utf8("[{\"a\":1}\n"), "data.json", "not closed"),
        bad("depth", utf8("{\"a\":" + "[".repeat(100_000)), "data.nested", "line 1"),
        bad(
            "a huge number",
            utf8("{\"a\":" + "9".repeat(2_000_000) + "}"),
            "data.json",
            "1000 digits"),
        bad("too many keys", utf8(manyKeys()), "data.columns", "4096"),
        bad("no columns", utf8("[]"), "data.empty", "empty"));
  }

  private static String manyKeys() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 5000; i++) {
      text.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
    }
    return text.append("}\n").toString();
  }

  static Stream<Way> badPacking() throws IOException {
    byte[] gzip = gzip(utf8(TABLE));
    byte[] zstd = Zstd.compress(utf8(TABLE));
    return Stream.of(
        bad(
            "gzip cut off",
            Arrays.copyOf(gzip, gzip.length - 12),
            "data.compression",
            "to its end"),
        bad("zstd cut off", Arrays.copyOf(zstd, zstd.length - 8), "data.compression", "to its end"),
        bad(
            "zstd of nothing known",
            concat(Arrays.copyOf(zstd, 4), utf8("no frame")),
            "data.compression",
            "cannot be unpacked"),
        bad(
            "a second gzip member that does not begin like one",
            concat(gzip, concat(new byte[] {0x1f, 0x0b}, utf8("5,0.5,Bern,1,a,0.25"))),
            "data.compression",
            "to its end"),
        bad("gzip of gzip", gzip(gzip), "data.compression", "twice"),
        bad("gzip of nothing", gzip(new byte[0]), "data.empty", "empty"),
        bad("a gzip bomb", bomb(true), "data.unpacked-size", "200 times"),
        bad("a zstd bomb", bomb(false), "data.unpacked-size", "200 times"));
  }

  /** 128 MB of the same line. */
  private static byte[] bomb(boolean gzip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = utf8("a,b\n".repeat(1 << 18));
    try (var out = gzip ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      for (int i = 0; i < 128; i++) {
        out.write(block);
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void a_line_end_inside_quotes_belongs_to_the_value_whatever_ends_the_rows(String end) {
    String plain = TABLE.replace("Köniz", "~");
    String table = plain.replace("\n", end).replace("~", "Kö\nniz");

    assertThat(columns(quality(utf8(table)))).isEqualTo(columns(quality(utf8(plain))));
  }

  @Test
  void ids_of_thirty_digits_keep_them_all() {
    String table = TABLE.replaceAll("(?m)^(\\d),", "12345678901234567890123456789$1,");
    String json = lines().replaceAll("row_id\":(\\d)", "row_id\":12345678901234567890123456789$1");

    for (String text : List.of(table, json)) {
      Json.Obj id = columns(quality(utf8(text))).object("row_id");
      assertThat(id.string("type")).isEqualTo("text");
      assertThat(id.integer("distinct")).isEqualTo(4);
    }
  }

  @Test
  void what_was_guessed_is_said() {
    byte[] guessed =
        TABLE
            .replace(',', ';')
            .replaceAll("(\\d)\\.(\\d)", "$1,$2")
            .getBytes(Charset.forName("windows-1252"));

    assertThat(quality(guessed).object("details").array("read").values())
        .containsExactly(
            Json.of("The test set has decimal commas in x, score; they were read so."),
            Json.of("The test set is not UTF-8; it was read as Windows-1252."));
    assertThat(ofTheTable.object("details").find("read")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Job.PERFORMANCE, Job.FAIRNESS, Job.DATA_QUALITY, Job.DRIFT, Job.LEAKAGE})
  void whatever_is_computed_from_a_guessed_file_says_so_and_nothing_else_changes(String check) {
    byte[] guessed = TABLE.getBytes(Charset.forName("windows-1252"));

    Json.Obj certain = computed(check, utf8(TABLE));
    Json.Obj evidence = computed(check, guessed);

    Json.Obj details = evidence.object("details");
    assertThat(details.array("read").values())
        .containsExactly(Json.of("The test set is not UTF-8; it was read as Windows-1252."));
    assertThat(certain.object("details").find("read")).isEmpty();
    assertThat(evidence.object("tables")).isEqualTo(certain.object("tables"));
    assertThat(evidence.object("metrics")).isEqualTo(certain.object("metrics"));
  }

  private static Json.Obj computed(String check, byte[] testSet) {
    byte[] reference = utf8(TABLE.replace("Genève", "Sion").replace("\n4,,", "\n4,1.5,"));
    return computed(
        workers.run(
            TestJobs.of(folder, check, Map.of("testSet", testSet, "trainSet", reference), SPEC)));
  }

  @Test
  void single_quotes_are_told_in_a_file_longer_than_its_beginning() {
    for (int length : List.of(40, 41, 42, 43)) {
      StringBuilder table = new StringBuilder("'row_id','city','label','g','score'\n");
      for (int i = 1; i <= 6_000; i++) {
        String city = "Bern".repeat(length).substring(0, length);
        table.append("'%d','%s','%d','a','0.%d'\n".formatted(i, city, i % 2, i % 7));
      }
      assertThat(table.length()).isGreaterThan(1 << 18);

      Json.Obj evidence = quality(utf8(table.toString()));

      assertThat(evidence.object("tables").object("test").integer("rows")).isEqualTo(6_000);
      assertThat(columns(evidence).object("row_id").string("type")).isEqualTo("integer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'s Hertogenbosch|the old town'", "'90s|the 80s'", "'tis|x", "o'|'n'"})
  void an_apostrophe_is_a_letter_and_takes_no_row_away(String cities) {
    List<String> two = List.of(cities.split("\\|", 2));
    String table = "row_id,city,label,g,score\n";
    for (int i = 1; i <= 6; i++) {
      table += "%d,%s,%d,a,0.%d\n".formatted(i, two.get(i % 2), i % 2, i);
    }

    Json.Obj evidence = quality(utf8(table));

    assertThat(evidence.object("tables").object("test").integer("rows")).isEqualTo(6);
    assertThat(columns(evidence).object("city").integer("distinct")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'1,250;12,500', text", "'1,250;12,5', number", "'0,250;12,500', number"})
  void a_comma_that_may_part_thousands_is_no_point(String values, String type) {
    List<String> two = List.of(values.split(";", 2));
    String table =
        "row_id;x;label;g;score\n1;%s;1;a;0.5\n2;%s;0;b;0.25\n"
            .formatted(two.getFirst(), two.getLast());

    assertThat(columns(quality(utf8(table))).object("x").string("type")).isEqualTo(type);
  }

  @Test
  void a_formula_is_a_text_and_nothing_else() {
    String formula = "=HYPERLINK(\"http://example.org\";A1)";
    Json.Obj columns =
        columns(
            quality(utf8(TABLE.replace("Genève", "\"" + formula.replace("\"", "\"\"") + "\""))));

    assertThat(columns.object("city").string("type")).isEqualTo("text");
    assertThat(columns.object("city").integer("distinct")).isEqualTo(4);
  }

  private static Json.Obj columns(Json.Obj evidence) {
    return evidence.object("details").object("columns");
  }

  private static Json.Obj quality(byte[] table) {
    return computed(run(table));
  }

  private static Json.Obj computed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Computed(var evidence) -> evidence;
      case Outcome.Failed(var code, var message) -> throw new AssertionError(code + ": " + message);
    };
  }

  private static Outcome run(byte[] table) {
    return workers.run(TestJobs.of(folder, Job.DATA_QUALITY, Map.of("testSet", table), SPEC));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static Way way(String name, byte[] bytes) {
    return bad(name, bytes, "", "");
  }

  private static Way bad(String name, byte[] bytes, String code, String says) {
    return new Way(name, Map.of("testSet", bytes), code, says);
  }
}
