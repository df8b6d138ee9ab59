// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook that is put together by hand, part by part. */
final class CraftedWorkbook {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private CraftedWorkbook() {}

  /** One with these rows and shared texts, and nothing that a spreadsheet would write beside. */
  static Path sheet(Path folder, String rows, String texts) throws IOException {
    String types =
        "<Types xmlns='%scontent-types'><Default Extension='rels' ContentType='application/%s'/>"
                .formatted(PACKAGE, "vnd.openxmlformats-package.relationships+xml")
            + "<Override PartName='/b.xml' ContentType='%ssheet.main+xml'/>".formatted(KIND)
            + "<Override PartName='/s.xml' ContentType='%sworksheet+xml'/>".formatted(KIND)
            + "<Override PartName='/t.xml' ContentType='%ssharedStrings+xml'/></Types>"
                .formatted(KIND);
    return zip(
        folder,
        "crafted.xlsx",
        "[Content_Types].xml",
        types,
        "_rels/.rels",
        relations("officeDocument", "b.xml"),
        "b.xml",
        "<workbook xmlns='%s' xmlns:r='%s'><sheets><sheet name='S' sheetId='1' r:id='r0'/></sheets></workbook>"
            .formatted(MAIN, OFFICE),
        "_rels/b.xml.rels",
        relations("worksheet", "s.xml", "sharedStrings", "t.xml"),
        "s.xml",
        "<worksheet xmlns='%s'><sheetData>".formatted(MAIN)
            + rows
            + (rows.contains("</sheetData>") ? "" : "</sheetData>")
            + "</worksheet>",
        "t.xml",
        texts.replace("<sst", "<sst xmlns='%s'".formatted(MAIN)));
  }

  /**
   * @param more kinds and targets
   */
  private static String relations(String... more) {
    var text = new StringBuilder("<Relationships xmlns='%srelationships'>".formatted(PACKAGE));
    for (int i = 0; i < more.length; i += 2) {
      text.append(
          "<Relationship Id='r%d' Type='%s/%s' Target='%s'/>"
              .formatted(i / 2, OFFICE, more[i], more[i + 1]));
    }
    return text.append("</Relationships>").toString();
  }

  /**
   * A zip of parts.
   *
   * @param parts names and texts
   */
  static Path zip(Path folder, String name, String... parts) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < parts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(parts[i]));
        zip.write(parts[i + 1].getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }
}
