// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.FieldQuery;
import org.imprimatur.server.web.Needs;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The inventory as a file. It is made in a temporary file, which is sent once it is whole: what
 * fails halfway is an error and never a shorter inventory.
 */
@Controller
final class InventoryPage {
  private static final String EXCEL =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final InventoryRows rows;
  private final InventoryFiles files = new InventoryFiles();

  InventoryPage(InventoryRows rows) {
    this.rows = rows;
  }

  @GetMapping("/models.csv")
  @Needs(Permission.READ)
  ResponseEntity<Resource> csv(@RequestParam Map<String, String> query) throws IOException {
    InventoryTable table = rows.table(FieldQuery.wanted(query));
    return file("csv", "text/csv;charset=UTF-8", table::csv);
  }

  @GetMapping("/models.xlsx")
  @Needs(Permission.READ)
  ResponseEntity<Resource> excel(@RequestParam Map<String, String> query) throws IOException {
    InventoryTable table = rows.table(FieldQuery.wanted(query));
    return file("xlsx", EXCEL, to -> ExcelFile.write(table, "Models", to));
  }

  private ResponseEntity<Resource> file(String ending, String type, InventoryFiles.Writing writing)
      throws IOException {
    Path file = files.make("." + ending, writing);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .contentLength(Files.size(file))
        .header("Content-Disposition", "attachment; filename=\"models." + ending + "\"")
        .body(new InputStreamResource(Files.newInputStream(file, DELETE_ON_CLOSE)));
  }
}
