// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Token;
import org.imprimatur.server.people.Tokens;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.TokenSheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own tokens: making one, which no program can, and ending one, of others as well. */
@Controller
final class TokensPage {
  private static final int DAYS = 90;
  private static final Link ACCOUNT = new Link("Your account", "/account");
  private static final Link TOKENS = new Link("Tokens", "/account/tokens");

  private final Screens screens;
  private final Tokens tokens;
  private final TokenWords words;
  private final Names names;

  TokensPage(Screens screens, Tokens tokens, TokenWords words, Names names) {
    this.screens = screens;
    this.tokens = tokens;
    this.words = words;
    this.names = names;
  }

  /** What the form says, but for the password. */
  record Fields(String name, List<String> scope, String until) {
    Fields {
      name = Objects.requireNonNullElse(name, "");
      scope = List.copyOf(Objects.requireNonNullElse(scope, List.of()));
      until = Objects.requireNonNullElse(until, "");
    }
  }

  @GetMapping("/account/tokens")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    String day = today().plusDays(DAYS).toString();
    var fields = new Fields("", List.of(Permission.READ.word()), day);
    return show(request, caller, null, fields, Optional.empty());
  }

  @PostMapping("/account/tokens")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> make(
      HttpServletRequest request,
      Caller caller,
      @ModelAttribute Fields fields,
      @RequestParam(defaultValue = "") String password) {
    try {
      var wish = new Tokens.Wish(fields.name(), fields.scope(), fields.until());
      Tokens.Made made = tokens.make(caller, wish, password);
      var secret =
          new TokenSheet.Made(made.token().name(), made.secret().text(), words.until(made.token()));
      var next = new Fields("", List.of(Permission.READ.word()), fields.until());
      return show(request, caller, secret, next, Optional.empty());
    } catch (RefusedException e) {
      return show(request, caller, null, fields, Optional.of(e.refusal()));
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(words.clock().instant(), ZoneOffset.UTC);
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      TokenSheet.@Nullable Made made,
      Fields fields,
      Optional<Refusal> problem) {
    var sheet =
        new TokenSheet.Account(
            tokens.of(caller.id()).stream().map(this::row).toList(),
            made,
            problem
                .map(refusal -> refusal.sentence() + " " + refusal.help() + " Nothing was made.")
                .orElse(""),
            new TokenSheet.Form(
                fields.name(),
                fields.until(),
                today().toString(),
                tokens.lastDay().toString(),
                caller.permissions().stream().sorted().map(one -> scope(one, fields)).toList()));
    String title = problem.isPresent() ? "Error: no token made" : "Your tokens";
    return screens.show(
        request,
        Screens.Place.of("tokens", "", title, ACCOUNT, Link.words(TOKENS.words())),
        sheet,
        problem.map(Refusal::status).orElse(200));
  }

  private TokenSheet.Row row(Token token) {
    return new TokenSheet.Row(
        token.id(),
        token.name().isEmpty() ? "of the setup file" : token.name(),
        TokenWords.scopes(token.scopes()),
        words.until(token),
        words.state(token));
  }

  private static TokenSheet.Scope scope(Permission scope, Fields fields) {
    return new TokenSheet.Scope(
        scope.word(), TokenWords.words(scope), fields.scope().contains(scope.word()));
  }

  /** One token; the log says the same to whoever reads it, but for its name. */
  @GetMapping("/tokens/{id}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> one(HttpServletRequest request, Caller caller, @PathVariable String id) {
    Tokens.Life life =
        tokens
            .life(id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal(
                            "token.unknown",
                            404,
                            "There is no such token.",
                            List.of(),
                            "Its id begins with t_; every entry that came with it names it.")));
    boolean own = life.issued().person().equals(caller.id());
    Optional<Token> there = tokens.find(id);
    boolean mayEnd = own || caller.may(Permission.ADMINISTER);
    var sheet =
        new TokenSheet.One(
            there.map(words::state).orElse(Mark.NOT_APPLICABLE.saying("Acts no more")),
            facts(life, there, mayEnd, caller),
            there.isPresent() && mayEnd ? TokenWords.page(id) + "/revocation" : "");
    String title = "The token " + id;
    Screens.Place place =
        own
            ? Screens.Place.of("token", "", title, ACCOUNT, TOKENS, Link.words(id))
            : Screens.Place.of("token", "", title, new Link("Audit log", "/audit"), Link.words(id));
    return screens.show(request, place, sheet);
  }

  private List<Fact> facts(Tokens.Life life, Optional<Token> there, boolean named, Caller caller) {
    List<Fact> facts = new ArrayList<>();
    String id = life.issued().token();
    facts.add(Fact.of("Acts for", List.of(names.person(life.issued().person(), ""))));
    there
        .map(Token::name)
        .filter(name -> named && !name.isEmpty())
        .ifPresent(name -> facts.add(Fact.of("Name", name)));
    facts.add(Fact.of("Scopes", String.join(", ", life.issued().scopes())));
    facts.add(
        Fact.of(
            "Made",
            List.of(names.person(life.issued().by(), words.times().at(life.issued().at())))));
    there.ifPresent(token -> facts.add(Fact.of("Until", words.until(token))));
    life.revoked()
        .ifPresent(
            act ->
                facts.add(
                    Fact.of(
                        "Revoked", List.of(names.person(act.by(), words.times().at(act.at()))))));
    facts.add(
        Fact.of("In the log", Text.NOTHING.link("Every entry that names it", "/audit?with=" + id)));
    if (ImpactWords.mayTrace(caller)) {
      facts.add(
          Fact.of(
              "Impact",
              Text.NOTHING.link(
                  "What rests on it today, and condemning it",
                  ImpactWords.page("credential", id))));
    }
    return facts;
  }

  @PostMapping("/tokens/{id}/revocation")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> revoke(Caller caller, @PathVariable String id) {
    tokens.revoke(caller, id);
    return Screens.go(TokenWords.page(id));
  }
}
