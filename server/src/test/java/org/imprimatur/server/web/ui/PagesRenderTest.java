// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imprimatur.server.web.ui.view.Frame;
import org.imprimatur.server.web.ui.view.Link;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class PagesRenderTest {
  private static final String ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
  private static final Templates TEMPLATES = new Templates();

  static Stream<Map.Entry<String, Examples.Example>> pages() {
    return new Examples(ATTACK).all().entrySet().stream();
  }

  private static String rendered(Examples.Example example, String theme) {
    Frame.@Nullable Viewer viewer =
        example.section().isEmpty()
            ? null
            : new Frame.Viewer(
                "Chiara Rossi" + ATTACK, "CR", "compliance", 2, 1, OptionalLong.of(41));
    var setting = new Frame.Setting(theme, true, "/models?x=" + ATTACK, "_csrf", "token");
    var frame =
        new Frame(
            example.title(),
            example.section(),
            setting,
            viewer,
            List.of(new Link("Models", "/models"), Link.words("mortgage" + ATTACK)),
            true);
    return new String(
        TEMPLATES.render(example.template(), frame, example.page()), StandardCharsets.UTF_8);
  }

  private static long count(String html, String pattern) {
    return Pattern.compile(pattern).matcher(html).results().count();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_page_has_one_heading_a_title_and_a_language(Map.Entry<String, Examples.Example> page) {
    for (String theme : List.of("light", "dark", "auto")) {
      String html = rendered(page.getValue(), theme);
      assertThat(count(html, "<h1[ >]")).as("h1").isOne();
      assertThat(html).contains("<html lang=\"en\" data-theme=\"" + theme + "\">");
      assertThat(count(html, "<title>[^<]+ · Imprimatur</title>")).as("title").isOne();
      assertThat(count(html, "<main ")).as("main").isOne();
      assertThat(html).contains("class=\"skip\"");
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void what_a_person_typed_is_only_ever_text(Map.Entry<String, Examples.Example> page) {
    String html = rendered(page.getValue(), "light");
    assertThat(html).doesNotContain("<script>").doesNotContain("<img");
    assertThat(count(html, "<[^>]*\\son[a-z]+=")).as("handlers").isZero();
    assertThat(count(html, "<script src=\"/static/app.js\" defer></script>")).isOne();
    // Only a page that asks the browser for a passkey has scripts beside, from files of our own.
    boolean ceremony = html.contains("data-ceremony");
    assertThat(
            count(html, "<script src=\"/static/(passkeys|demo-authenticator).js\" defer></script>"))
        .isEqualTo(ceremony ? 2 : 0);
    assertThat(count(html, "<script")).isEqualTo(ceremony ? 3 : 1);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void no_page_carries_a_style_of_its_own(Map.Entry<String, Examples.Example> page) {
    String html = rendered(page.getValue(), "light");
    assertThat(count(html, "<[^>]*\\sstyle=")).isZero();
    assertThat(html).doesNotContain("<style");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_icon_is_in_the_sprite_and_every_form_has_its_token(
      Map.Entry<String, Examples.Example> page) throws Exception {
    String html = rendered(page.getValue(), "light");
    String sprite;
    try (var stream = PagesRenderTest.class.getResourceAsStream("/static/icons.svg")) {
      assertThat(stream).isNotNull();
      sprite = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> icons =
        Pattern.compile("icons.svg#([a-z0-9-]*)\"")
            .matcher(html)
            .results()
            .map((MatchResult found) -> found.group(1))
            .distinct()
            .toList();
    assertThat(icons).isNotEmpty().allSatisfy(i -> assertThat(sprite).contains("id=\"" + i + "\""));
    assertThat(count(html, "<form method=\"post\"")).isEqualTo(count(html, "name=\"_csrf\""));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_field_has_a_label_and_no_id_stands_twice(Map.Entry<String, Examples.Example> page) {
    String html = rendered(page.getValue(), "light");
    List<String> ids =
        Pattern.compile("\\sid=\"([^\"]+)\"")
            .matcher(html)
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    Pattern.compile("<(?:input type=\"(?:text|password)\"|textarea|select) id=\"([^\"]+)\"")
        .matcher(html)
        .results()
        .forEach(
            field ->
                assertThat(html).containsPattern("<label [^>]*for=\"" + field.group(1) + "\""));
  }

  @Test
  void each_of_the_eight_states_has_its_word_and_its_icon() {
    String html = rendered(example("submission"), "light");
    Map.of(
            "Not applicable", "circle-minus",
            "Waiting for you", "hourglass",
            "Unsatisfied: outside", "circle-x",
            "Satisfied", "circle-check",
            "Waived until 31 Jan", "file-certificate",
            "Bypassed", "shield-off",
            "Expired", "calendar-off",
            "Error", "alert-octagon")
        .forEach(
            (word, icon) ->
                assertThat(html)
                    .containsPattern("(?s)#" + icon + "\".{0,120}?<b class=\"[a-z ]+\">" + word));
  }

  @Test
  void a_group_under_the_share_has_no_mark_and_says_so() {
    String html = rendered(example("submission"), "light");
    String row = html.substring(html.indexOf("status: not stated"));
    row = row.substring(0, row.indexOf("</tr>"));
    assertThat(row).contains("judged from 2 %").contains("not judged").doesNotContain("<circle");
  }

  @Test
  void no_decision_is_chosen_before_the_person_chooses() {
    String html = rendered(example("sign"), "light").toLowerCase(Locale.ROOT);
    assertThat(html).doesNotContain(" checked");
    assertThat(html).containsPattern("value=\"approve\"[^>]*disabled");
  }

  private static Examples.Example example(String name) {
    Examples.Example example = new Examples("").all().get(name);
    assertThat(example).isNotNull();
    return java.util.Objects.requireNonNull(example);
  }
}
