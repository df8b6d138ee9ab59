// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.SearchSheet;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search: a page, of which the dialog of every page shows what was found. */
@Controller
final class SearchPage {
  private final Screens screens;
  private final Search search;

  SearchPage(Screens screens, Search search) {
    this.screens = screens;
    this.search = search;
  }

  @GetMapping("/search")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String q) {
    SearchSheet found = search.found(caller, q);
    String title =
        found.words().isEmpty() ? "Search" : "%s: %s".formatted(found.said(), found.words());
    return screens.show(
        request, Screens.Place.of("search", "search", title, Link.words("Search")), found);
  }
}
