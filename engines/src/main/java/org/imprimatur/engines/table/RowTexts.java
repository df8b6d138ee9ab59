// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.engines.onnx.Columns;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;

/** The texts of a table row by row, in the order of the file: what a model is fed with. */
public final class RowTexts {
  private static final String ALIAS = "t";

  private final Database database;
  private final Table table;
  private final long most;

  RowTexts(Database database, Table table, long most) {
    this.database = database;
    this.table = table;
    this.most = most;
  }

  /** The first rows of a test set, with nothing else loaded. */
  public static RowTexts first(
      long most, Database database, List<Path> testSet, Specification asked)
      throws CheckException, IOException {
    Table table = database.load(ALIAS, "The test set", testSet, asked.id());
    database.lock();
    return new RowTexts(database, table, most);
  }

  /** The columns of the table; id and label are no inputs of a model. */
  public Columns columns(Specification asked) {
    Set<String> never = new LinkedHashSet<>();
    asked.id().ifPresent(never::add);
    never.add(asked.label().column());
    Set<String> groups = new LinkedHashSet<>();
    asked.groups().all().forEach(groups::addAll);
    return new Columns(table.names(), never, groups);
  }

  /** Gives the texts of some columns; an empty cell is an empty text. */
  public void read(List<String> names, Columns.Sink sink) throws CheckException {
    String list =
        names.stream().map(name -> table.need(name).text(ALIAS)).collect(Collectors.joining(", "));
    String[] texts = new String[names.size()];
    database.query(
        "SELECT "
            + list
            + " FROM "
            + ALIAS
            + " ORDER BY "
            + column(Table.ROW)
            + (most == Long.MAX_VALUE ? "" : " LIMIT " + most),
        row -> {
          for (int i = 0; i < texts.length; i++) {
            texts[i] = Optional.ofNullable(row.getString(i + 1)).orElse("");
          }
          sink.row(texts);
        });
  }
}
