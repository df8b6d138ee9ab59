// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.web.Callers;
import org.imprimatur.server.web.ui.view.Frame;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Puts a page's record into its template and the frame around it. */
@Component
final class Screens {
  static final String THEME = "imprimatur_theme";
  static final String KEYS = "imprimatur_keys";
  static final String OFF = "off";
  private static final List<String> THEMES = List.of("light", "dark", "auto");
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  private final Templates templates = new Templates();
  private final Asks asks;
  private final Emergencies emergencies;
  private final Audit audit;
  private final Names names;

  Screens(Asks asks, Emergencies emergencies, Audit audit, Names names) {
    this.asks = asks;
    this.emergencies = emergencies;
    this.audit = audit;
    this.names = names;
  }

  /**
   * What is known of a page before its record.
   *
   * @param section the current entry of the top bar, or empty
   */
  record Place(String template, String section, String title, List<Link> crumbs) {
    static Place of(String template, String section, String title, Link... crumbs) {
      return new Place(template, section, title, List.of(crumbs));
    }
  }

  /** A refusal as a page tells it. */
  Refusal named(Refusal refusal) {
    return names.in(refusal);
  }

  ResponseEntity<byte[]> show(HttpServletRequest request, Place place, Record page) {
    return show(request, place, page, 200);
  }

  ResponseEntity<byte[]> show(HttpServletRequest request, Place place, Record page, int status) {
    var frame =
        new Frame(
            place.title(),
            place.section(),
            setting(request),
            viewer(request, place),
            place.crumbs(),
            audit.verifier().isSimulated());
    return ResponseEntity.status(HttpStatusCode.valueOf(status))
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(templates.render(place.template(), frame, page));
  }

  /** To another page, by GET. */
  static ResponseEntity<byte[]> go(String address) {
    return ResponseEntity.status(303)
        .header("Location", ascii(address))
        .cacheControl(CacheControl.noStore())
        .build();
  }

  private static String ascii(String address) {
    boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(address);
    return plain && address.chars().noneMatch(Character::isISOControl) ? address : "/";
  }

  /** An address of this site to come back to; whatever else was asked leads to the first page. */
  static String own(String address) {
    boolean own =
        address.startsWith("/")
            && !address.startsWith("//")
            && !address.startsWith("/\\")
            && ascii(address).equals(address);
    return own ? address : "/";
  }

  private static Frame.Setting setting(HttpServletRequest request) {
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    String theme = cookie(request, THEME).filter(THEMES::contains).orElse("auto");
    boolean keys = !cookie(request, KEYS).orElse("").equals(OFF);
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      return new Frame.Setting(theme, keys, path, token.getParameterName(), token.getToken());
    }
    return new Frame.Setting(theme, keys, path, "_csrf", "");
  }

  private static Optional<String> cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
  }

  private Frame.@Nullable Viewer viewer(HttpServletRequest request, Place place) {
    return Callers.find(request)
        .map(caller -> viewer(caller, place, DrawnAt.of(request)))
        .orElse(null);
  }

  /** A page about a fault counts nothing, so that whatever failed does not fail it too. */
  private Frame.Viewer viewer(Caller caller, Place place, OptionalLong drawnAt) {
    String name = caller.person().shown();
    return new Frame.Viewer(
        name,
        Person.initials(name),
        String.join(", ", caller.person().roles()),
        place.template().equals("problem") ? 0 : asks.of(caller).size(),
        place.template().equals("problem") ? 0 : emergencies.count(),
        drawnAt);
  }

  static boolean isTheme(String theme) {
    return THEMES.contains(theme);
  }
}
