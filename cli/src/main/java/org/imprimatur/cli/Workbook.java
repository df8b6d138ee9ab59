// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.policy.Nearest;

/**
 * What the sheets of a workbook share.
 *
 * @param texts the texts that cells name by their place
 * @param days whether the n-th format of cells shows a number as a day
 * @param since1904 whether days are counted from 1904
 * @param sheets the names of the sheets that hold cells and are shown, with their parts, in order
 */
record Workbook(List<String> texts, List<Boolean> days, boolean since1904, List<Sheet> sheets) {
  private static final int MOST_TEXTS = 1_000_000;
  private static final long MOST_CHARACTERS = 16L << 20;

  Workbook {
    texts = List.copyOf(texts);
    days = List.copyOf(days);
    sheets = List.copyOf(sheets);
  }

  /** A sheet and the part that holds it. */
  record Sheet(String name, String part) {}

  /** What leads from the workbook to a part. */
  private record Relation(String kind, String part) {}

  static Workbook read(WorkbookFile file) throws WrongWorkbookException {
    String main = main(file);
    Map<String, Relation> relations = relations(file, main);
    List<Sheet> sheets = new ArrayList<>();
    boolean since1904 = false;
    try (WorkbookPart part = file.need(main)) {
      while (part.next()) {
        if (part.begins("workbookPr")) {
          since1904 = isTrue(part.attribute("date1904"));
        } else if (part.begins("sheet")
            && List.of("", "visible").contains(part.attribute("state"))) {
          Relation relation = relations.get(part.attribute("id"));
          if (relation != null && relation.kind().equals("worksheet")) {
            sheets.add(new Sheet(part.attribute("name"), relation.part()));
          }
        }
      }
    }
    return new Workbook(
        texts(file, of(relations, "sharedStrings")),
        WorkbookFormats.days(file, of(relations, "styles")),
        since1904,
        sheets);
  }

  /** The sheet of that name, or the first. */
  Sheet sheet(Optional<String> name) throws WrongWorkbookException {
    if (sheets.isEmpty()) {
      throw new WrongWorkbookException("it has no sheet that is shown");
    }
    if (name.isEmpty()) {
      return sheets.getFirst();
    }
    for (Sheet sheet : sheets) {
      if (sheet.name().equals(name.get())) {
        return sheet;
      }
    }
    throw new WrongWorkbookException(
        "it has no sheet %s; the nearest is %s"
            .formatted(
                name.get(), Nearest.to(name.get(), sheets.stream().map(Sheet::name).toList())));
  }

  static boolean isTrue(String text) {
    return text.equals("1") || text.equals("true");
  }

  private static String main(WorkbookFile file) throws WrongWorkbookException {
    return of(relations(file, ""), "officeDocument").orElse("xl/workbook.xml");
  }

  private static Optional<String> of(Map<String, Relation> relations, String kind) {
    return relations.values().stream()
        .filter(one -> one.kind().equals(kind))
        .map(Relation::part)
        .findFirst();
  }

  private static Map<String, Relation> relations(WorkbookFile file, String source)
      throws WrongWorkbookException {
    int slash = source.lastIndexOf('/') + 1;
    String folder = source.substring(0, slash);
    Map<String, Relation> relations = new HashMap<>();
    try (WorkbookPart part = file.need(folder + "_rels/" + source.substring(slash) + ".rels")) {
      while (part.next()) {
        if (part.begins("Relationship") && !part.attribute("TargetMode").equals("External")) {
          String type = part.attribute("Type");
          relations.put(
              part.attribute("Id"),
              new Relation(
                  type.substring(type.lastIndexOf('/') + 1),
                  path(folder, part.attribute("Target"))));
        }
      }
    }
    return relations;
  }

  /** A target as the name of a part; it only ever looks a name up in the zip. */
  private static String path(String folder, String target) {
    if (target.startsWith("/")) {
      return target.substring(1);
    }
    String path = folder + target;
    while (path.matches("(?:.*/)?[^/]+/\\.\\./.*")) {
      path = path.replaceFirst("[^/]+/\\.\\./", "");
    }
    return path;
  }

  private static List<String> texts(WorkbookFile file, Optional<String> name)
      throws WrongWorkbookException {
    List<String> texts = new ArrayList<>();
    Optional<WorkbookPart> found = name.isPresent() ? file.find(name.get()) : Optional.empty();
    if (found.isEmpty()) {
      return texts;
    }
    long characters = 0;
    try (WorkbookPart part = found.get()) {
      while (part.next()) {
        if (part.begins("si")) {
          String text = part.richText();
          characters += text.length();
          texts.add(text);
          if (characters > MOST_CHARACTERS || texts.size() > MOST_TEXTS) {
            throw new WrongWorkbookException("it has more text than any inventory");
          }
        }
      }
    }
    return texts;
  }
}
