// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in by the pages, and what strangers and other sites do not. */
class PageDoorsTest {
  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_stranger_signs_in_first_and_comes_back_to_the_page_that_was_asked_for() {
    server.browser("hanna");
    HttpClient browser = stranger();
    Answer login = server.send(browser, server.request("/policies").GET());
    assertThat(login.text()).contains("<h1>Sign in</h1>").contains("value=\"/policies\"");

    Answer back =
        server.submit(
            browser,
            RunningServer.hidden(login),
            "/login",
            Map.of("username", "hanna", "password", RunningServer.PASSWORD));
    assertThat(back.status()).isEqualTo(200);
    assertThat(back.text()).contains("<h1>Policies</h1>").contains("lending@1");
  }

  @Test
  void a_wrong_password_is_said_on_the_page_and_leads_nowhere_else() {
    HttpClient browser = stranger();
    Answer login = server.send(browser, server.request("/login?next=//elsewhere.example").GET());
    assertThat(login.text()).contains("name=\"next\" value=\"/\"");
    Answer wrong =
        server.submit(
            browser,
            RunningServer.hidden(login),
            "/login",
            Map.of("username", "hanna", "password", "not the password"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text())
        .contains("<title>Error: not signed in")
        .contains("The user name or the password is wrong.");
  }

  @Test
  void after_ten_wrong_passwords_a_user_name_is_closed_to_the_right_one_too() {
    HttpClient browser = stranger();
    Map<String, String> login =
        RunningServer.hidden(server.send(browser, server.request("/login").GET()));
    server.browser("chiara");
    for (int i = 0; i < 10; i++) {
      String written = i % 2 == 0 ? "chiara" : " CHIARA ";
      Map<String, String> wrong = Map.of("username", written, "password", "guess number " + i);
      assertThat(server.submit(browser, login, "/login", wrong).status()).isEqualTo(401);
    }

    Answer right =
        server.submit(
            browser,
            login,
            "/login",
            Map.of("username", "chiara", "password", RunningServer.PASSWORD));

    assertThat(right.status()).isEqualTo(429);
    assertThat(right.text()).contains("Too many attempts for this user name.");
  }

  @Test
  void of_many_guesses_at_once_no_more_than_ten_are_looked_at() throws Exception {
    HttpClient browser = stranger();
    Map<String, String> login =
        RunningServer.hidden(server.send(browser, server.request("/login").GET()));
    server.browser("dmitri");
    List<Future<Answer>> answers = new ArrayList<>();
    try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        var wrong = Map.of("username", "dmitri", "password", "guess number " + i);
        answers.add(guessers.submit(() -> server.submit(browser, login, "/login", wrong)));
      }
    }

    Map<Integer, Integer> statuses = new TreeMap<>();
    for (Future<Answer> answer : answers) {
      statuses.merge(answer.get().status(), 1, Integer::sum);
    }
    assertThat(statuses).isEqualTo(Map.of(401, 10, 429, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Origin, http://localhost:1, 403",
    "Origin, null, 403",
    "Sec-Fetch-Site, same-origin, 303",
    "Sec-Fetch-Site, none, 303"
  })
  void a_neighbour_signs_nobody_in_as_itself(String header, String said, int status)
      throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    Map<String, String> fields =
        new HashMap<>(RunningServer.hidden(server.send(browser, server.request("/login").GET())));
    server.browser("lena");
    fields.putAll(Map.of("username", "lena", "password", RunningServer.PASSWORD));
    HttpRequest form =
        RunningServer.form(server.request("/login"), fields).header(header, said).build();

    HttpResponse<String> answer = browser.send(form, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().contains("form.token")).isEqualTo(status == 403);
  }

  @Test
  void behind_a_proxy_with_tls_the_session_never_travels_in_clear() throws Exception {
    server.browser("hanna");
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    Map<String, String> fields =
        new HashMap<>(RunningServer.hidden(server.send(browser, server.request("/login").GET())));
    fields.putAll(Map.of("username", "hanna", "password", RunningServer.PASSWORD));
    HttpRequest signIn =
        RunningServer.form(server.request("/login"), fields)
            .header("X-Forwarded-Proto", "https")
            .build();

    HttpResponse<String> answer = browser.send(signIn, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure");
    HttpRequest page = server.request("/policies").GET().build();
    HttpResponse<String> sent =
        HttpClient.newHttpClient().send(page, HttpResponse.BodyHandlers.ofString());
    assertThat(sent.headers().firstValue("Location")).hasValue("/login?next=%2Fpolicies");
  }

  @Test
  void a_form_of_another_site_is_refused() {
    Answer answer =
        server.submit(server.browser("ada"), Map.of(), "/appearance", Map.of("theme", "dark"));
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void a_form_of_a_neighbour_that_set_the_cookie_itself_is_refused() {
    HttpClient browser = stranger();
    Map<String, String> login =
        RunningServer.hidden(server.send(browser, server.request("/login").GET()));
    server.browser("ada");
    server.submit(
        browser, login, "/login", Map.of("username", "ada", "password", RunningServer.PASSWORD));
    Map<String, String> own =
        RunningServer.hidden(server.send(browser, server.request("/models").GET()));
    var cookies = (CookieManager) browser.cookieHandler().orElseThrow();
    // Ports are no border for cookies: whoever serves another one can set this.
    var planted = new HttpCookie("XSRF-TOKEN", "chosen");
    planted.setPath("/");
    cookies.getCookieStore().add(URI.create(server.address()), planted);
    byte[] unmasked = new byte[2 * "chosen".length()];
    System.arraycopy("chosen".getBytes(UTF_8), 0, unmasked, "chosen".length(), "chosen".length());
    String chosen = Base64.getUrlEncoder().encodeToString(unmasked);

    Answer neighbour =
        server.submit(browser, Map.of("_csrf", chosen), "/appearance", Map.of("theme", "dark"));
    Answer before = server.submit(browser, login, "/appearance", Map.of("theme", "dark"));
    Answer page = server.submit(browser, own, "/appearance", Map.of("theme", "dark"));

    assertThat(neighbour.text()).contains("<code>form.token</code>");
    assertThat(before.text()).contains("<code>form.token</code>");
    assertThat(page.status()).as("the form of a page of this session").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/error, 404, page.unknown",
    "/submissions/abc, 404, page.unknown",
    "/submissions/99999999999999999999, 404, page.unknown",
    "/submissions/1.5/sign, 404, page.unknown",
    "/models/any/vx, 404, page.unknown",
    "/incidents/abc, 404, page.unknown",
    "/incidents?after=abc, 400, request.parameter",
    "/audit?before=abc, 400, request.parameter",
    "/samples/abc, 404, page.unknown",
  })
  void an_address_that_cannot_be_read_is_no_fault_of_the_server(
      String path, int status, String code) {
    Answer answer = server.open("hanna", path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains("Code <code>" + code + "</code>");
  }

  @Test
  void an_open_form_stays_good_while_other_pages_are_read() {
    Answer form = server.open("dmitri", "/");
    server.open("dmitri", "/models");
    server.open("dmitri", "/audit");
    Answer sent =
        server.submit(
            server.browser("dmitri"),
            RunningServer.hidden(form),
            "/appearance",
            Map.of("theme", "light"));
    assertThat(sent.status()).isEqualTo(200);
  }

  @Test
  void every_page_forbids_foreign_scripts_and_styles() throws Exception {
    HttpResponse<String> page = raw(server.browser("ada"), "/");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'")
        .contains("style-src 'self'");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(raw(stranger(), "/static/imprimatur.css").statusCode()).isEqualTo(200);
  }

  @Test
  void nobody_listens_who_has_not_signed_in() throws Exception {
    HttpResponse<String> events = raw(stranger(), "/events");
    assertThat(events.headers().firstValue("Content-Type").orElse(""))
        .doesNotContain("event-stream");
  }

  private static HttpClient stranger() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private static HttpResponse<String> raw(HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(server.request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }
}
