// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Duration;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How pages look. */
@Controller
final class SettingsPage {
  private static final Duration KEPT = Duration.ofDays(365);

  @PostMapping("/appearance")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> appearance(
      @RequestParam(defaultValue = "auto") String theme,
      @RequestParam(defaultValue = "/") String back) {
    ResponseEntity<byte[]> answer = Screens.go(Screens.own(back));
    String cookie =
        ResponseCookie.from(Screens.THEME, Screens.isTheme(theme) ? theme : "auto")
            .path("/")
            .maxAge(KEPT)
            .sameSite("Lax")
            .build()
            .toString();
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header("Set-Cookie", cookie)
        .build();
  }
}
