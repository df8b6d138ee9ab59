// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/**
 * Makes one typed view of one or several files. Files with the same columns are rows one after
 * another; files with other columns are joined one to one by the id.
 */
final class Loader {
  private final Database database;
  private final String table;
  private final String name;
  private final List<Source> sources = new ArrayList<>();

  Loader(Database database, String table, String name, List<Path> files) {
    this.database = database;
    this.table = table;
    this.name = name;
    for (int i = 0; i < files.size(); i++) {
      String place = files.size() == 1 ? name : name + " (file " + (i + 1) + ")";
      sources.add(new Source(database, place, files.get(i), table + "_" + (i + 1)));
    }
  }

  Table load(Optional<String> id) throws CheckException, IOException {
    Map<Set<String>, List<Part>> alike = new LinkedHashMap<>();
    for (Source source : sources) {
      Part part = source.read();
      alike.computeIfAbsent(part.names(), names -> new ArrayList<>()).add(part);
    }
    List<Table> tables = new ArrayList<>();
    for (List<Part> parts : alike.values()) {
      tables.add(stack(alike.size() == 1 ? table : table + "_set_" + tables.size(), parts));
    }
    return tables.size() == 1 ? tables.getFirst() : join(tables, id);
  }

  /** Rows one after another, each column in the one kind that holds the values of all files. */
  private Table stack(String view, List<Part> parts) throws CheckException {
    List<List<Optional<Kind>>> kinds = new ArrayList<>();
    for (Part part : parts) {
      kinds.add(part.kinds(database));
    }
    List<Table.Column> columns = new ArrayList<>();
    for (Typing.Stored stored : parts.getFirst().columns()) {
      Optional<Kind> kind = Optional.empty();
      for (int i = 0; i < parts.size(); i++) {
        Optional<Kind> more = kinds.get(i).get(position(parts.get(i), stored.name()));
        kind = kind.isEmpty() || more.isEmpty() ? kind.or(() -> more) : both(kind, more);
      }
      columns.add(new Table.Column(stored.name(), kind.orElse(Kind.TEXT)));
    }
    List<String> selects = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      long rows = i + 1 == parts.size() ? 0 : database.count("SELECT count(*) FROM " + part.from());
      selects.add(typed(part, columns, kinds.get(i), before));
      before += rows;
    }
    database.execute("CREATE VIEW " + view + " AS " + String.join(" UNION ALL ", selects));
    return new Table(view, columns, written(view, parts, columns));
  }

  private Optional<String> written(String view, List<Part> parts, List<Table.Column> columns)
      throws CheckException {
    if (parts.size() > 1 || parts.getFirst().table().isPresent()) {
      return Optional.empty();
    }
    String name = view + "_written";
    Part part = parts.getFirst();
    String values =
        columns.stream()
            .map(one -> part.column(one.name()).written(one.kind()) + " AS " + column(one.name()))
            .collect(Collectors.joining(", "));
    database.execute("CREATE VIEW " + name + " AS SELECT " + values + " FROM " + part.from());
    return Optional.of(name);
  }

  private static Optional<Kind> both(Optional<Kind> one, Optional<Kind> other) {
    return Optional.of(Typing.wider(one.orElseThrow(), other.orElseThrow()));
  }

  private static int position(Part part, String wanted) {
    return part.columns().indexOf(part.column(wanted));
  }

  /** The typed rows of one file; texts that were copied are replaced by their typed values. */
  private String typed(
      Part part, List<Table.Column> columns, List<Optional<Kind>> kinds, long before)
      throws CheckException {
    List<String> values = new ArrayList<>();
    for (Table.Column wanted : columns) {
      Typing.Stored stored = part.column(wanted.name());
      Kind own = kinds.get(position(part, wanted.name())).orElse(wanted.kind());
      values.add(stored.as(wanted.kind(), own) + " AS " + column(wanted.name()));
    }
    String row = ", " + part.row() + " + " + before + " AS " + column(Table.ROW) + " FROM ";
    if (part.table().isEmpty()) {
      return "SELECT " + String.join(", ", values) + row + part.from();
    }
    String typed = part.table().get() + "_typed";
    database.execute(
        "CREATE TABLE "
            + typed
            + " AS SELECT "
            + String.join(", ", values)
            + " FROM "
            + part.from());
    database.execute("DROP TABLE " + part.table().get());
    String names =
        columns.stream().map(found -> column(found.name())).collect(Collectors.joining(", "));
    return "SELECT " + names + row + typed;
  }

  /** Columns side by side: every id must stand in every file, once. */
  private Table join(List<Table> tables, Optional<String> id) throws CheckException {
    String key =
        id.orElseThrow(
            () ->
                new CheckException(
                    "spec.id",
                    name
                        + " has files with different columns. They are joined by id, but no id is"
                        + " named."));
    List<Table.Column> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < tables.size(); i++) {
      Ids.check(database, tables.get(i), place(i), key);
      for (Table.Column found : tables.get(i).columns()) {
        boolean isKey = found.name().equals(key);
        if (!isKey && !seen.add(found.name().toLowerCase(Locale.ROOT))) {
          throw new CheckException(
              "data.columns",
              name
                  + " has the column "
                  + found.name()
                  + " in two files that are joined by "
                  + key
                  + ". Leave it out of one.");
        }
        if (!isKey || i == 0) {
          columns.add(found);
          values.add(found.in("j" + i) + " AS " + column(found.name()));
        }
      }
    }
    StringBuilder from = new StringBuilder(tables.getFirst().name() + " j0");
    for (int i = 1; i < tables.size(); i++) {
      Ids.sameIds(
          database,
          new Ids.Named(tables.getFirst(), place(0)),
          new Ids.Named(tables.get(i), place(i)),
          key);
      from.append(" JOIN " + tables.get(i).name() + " j" + i + " ON ");
      from.append(Ids.same(tables.getFirst().need(key), "j0", tables.get(i).need(key), "j" + i));
    }
    values.add("j0." + column(Table.ROW) + " AS " + column(Table.ROW));
    database.execute(
        "CREATE TABLE " + table + " AS SELECT " + String.join(", ", values) + " FROM " + from);
    return new Table(table, columns);
  }

  private String place(int set) {
    return name + " (set of files " + (set + 1) + ")";
  }

  /** Looks at all files before they are read; see {@link Source#look}. */
  void look() {
    sources.forEach(Source::look);
  }

  /** The columns in the order of the files, without reading rows where that can be avoided. */
  List<String> names() throws CheckException, IOException {
    List<String> names = new ArrayList<>();
    for (Source source : sources) {
      source.names().stream().filter(found -> !names.contains(found)).forEach(names::add);
    }
    return names;
  }

  /** The one file whose cells can be read one by one, as they stand. */
  Optional<CsvFile> cells() throws CheckException, IOException {
    return sources.size() == 1 ? sources.getFirst().cells() : Optional.empty();
  }
}
