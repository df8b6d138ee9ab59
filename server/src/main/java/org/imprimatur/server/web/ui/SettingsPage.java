// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Duration;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How pages look, and whether there is news for them. */
@Controller
final class SettingsPage {
  private static final Duration KEPT = Duration.ofDays(365);

  private final Audit audit;

  SettingsPage(Audit audit) {
    this.audit = audit;
  }

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

  /** The size of the log: a page that was drawn at another size looks again. */
  @GetMapping("/live")
  @Needs(Permission.READ)
  ResponseEntity<String> live() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_PLAIN)
        .cacheControl(CacheControl.noStore())
        .body(Long.toString(audit.size()));
  }
}
