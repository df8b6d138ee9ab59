// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.KeysSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How pages look, and whether single keys act: kept in this browser alone. */
@Controller
final class SettingsPage {
  private static final Duration KEPT = Duration.ofDays(365);
  private static final String ADDRESS = "/keys";

  private final Screens screens;

  SettingsPage(Screens screens) {
    this.screens = screens;
  }

  @PostMapping("/appearance")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> appearance(
      @RequestParam(defaultValue = "auto") String theme,
      @RequestParam(defaultValue = "/") String back) {
    return kept(Screens.THEME, Screens.isTheme(theme) ? theme : "auto", Screens.own(back));
  }

  @GetMapping(ADDRESS)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> keys(HttpServletRequest request) {
    return screens.show(
        request,
        Screens.Place.of("keys", "", "Keyboard", new Link("Keyboard", "")),
        KeysSheet.OF_ALL_PAGES);
  }

  @PostMapping(ADDRESS)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> single(@RequestParam(defaultValue = "") String keys) {
    return kept(Screens.KEYS, keys.equals(Screens.OFF) ? Screens.OFF : "on", ADDRESS);
  }

  private static ResponseEntity<byte[]> kept(String name, String value, String back) {
    ResponseEntity<byte[]> answer = Screens.go(back);
    String cookie =
        ResponseCookie.from(name, value).path("/").maxAge(KEPT).sameSite("Lax").build().toString();
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header("Set-Cookie", cookie)
        .build();
  }
}
