// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Logins;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Secret;
import org.imprimatur.server.web.Open;
import org.imprimatur.server.web.SessionCookie;
import org.imprimatur.server.web.ui.view.Door;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out, and the one-time links. */
@Controller
final class DoorPage {
  private final Screens screens;
  private final Logins logins;

  DoorPage(Screens screens, Logins logins) {
    this.screens = screens;
    this.logins = logins;
  }

  @GetMapping("/login")
  @Open(why = "nobody is signed in yet")
  ResponseEntity<byte[]> login(
      HttpServletRequest request,
      @RequestParam(defaultValue = "/") String next,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "false") boolean enrolled) {
    String notice = enrolled ? "The password is set. Sign in with it." : "";
    return show(request, new Door.Login(username, "", notice, Screens.own(next)), 200);
  }

  @PostMapping("/login")
  @Open(why = "nobody is signed in yet")
  ResponseEntity<byte[]> signIn(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "/") String next) {
    String address = Screens.own(next);
    try {
      Secret secret = logins.signIn(username, password);
      return with(SessionCookie.opening(request, secret.text()), address);
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      String problem = refusal.sentence() + " " + refusal.help();
      return show(request, new Door.Login(username, problem, "", address), refusal.status());
    }
  }

  @PostMapping("/logout")
  @Open(why = "a session can always be ended")
  ResponseEntity<byte[]> signOut(HttpServletRequest request) {
    logins.signOut(SessionCookie.secret(request));
    return with(SessionCookie.ending(request), "/login");
  }

  private static ResponseEntity<byte[]> with(String cookie, String address) {
    ResponseEntity<byte[]> answer = Screens.go(address);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header("Set-Cookie", cookie)
        .build();
  }

  private ResponseEntity<byte[]> show(HttpServletRequest request, Door.Login page, int status) {
    String title = page.problem().isEmpty() ? "Sign in" : "Error: not signed in";
    return screens.show(request, Screens.Place.of("login", "", title), page, status);
  }

  @GetMapping("/enrol/{token}")
  @Open(why = "the link is the credential")
  ResponseEntity<byte[]> enrol(HttpServletRequest request, @PathVariable String token) {
    Person person = logins.byLink(token).orElseThrow(() -> new RefusedException(noLink()));
    return show(request, enrol(person, token, ""), 200);
  }

  @PostMapping("/enrol/{token}")
  @Open(why = "the link is the credential")
  ResponseEntity<byte[]> choose(
      HttpServletRequest request,
      @PathVariable String token,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String repeat) {
    Person person = logins.byLink(token).orElseThrow(() -> new RefusedException(noLink()));
    try {
      logins.enrol(token, password, repeat);
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      String problem = refusal.sentence() + " " + String.join(" ", refusal.reasons());
      return show(request, enrol(person, token, problem), refusal.status());
    }
    return Screens.go("/login?enrolled=true&username=" + person.username().orElse(""));
  }

  private ResponseEntity<byte[]> show(HttpServletRequest request, Door.Enrol page, int status) {
    String title = page.problem().isEmpty() ? "Choose a password" : "Error: no password was set";
    return screens.show(request, Screens.Place.of("enrol", "", title), page, status);
  }

  private static Door.Enrol enrol(Person person, String token, String problem) {
    return new Door.Enrol(
        person.shown(), person.username().orElse(""), token, Logins.SHORTEST_PASSWORD, problem);
  }

  private static Refusal noLink() {
    return new Refusal(
        "enrol.link",
        404,
        "This one-time link does not work.",
        List.of("It was used, it ended, or it was never given."),
        "Ask an administrator for a new one.");
  }
}
