// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Ruling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More versions in production than stand on a page: each is found, and counted once. */
class ManyInProductionTest {
  private static final int MANY = 210;
  private static final int BROKEN = 60;
  private static final String KPIS =
      """
      [{"name":"overdue loans","unit":"percent","direction":"at-most","limit":"2.5",
        "owner":"lena","every":"P30D"}]\
      """;
  private static final Pattern MODEL = Pattern.compile("/models/(many-[0-9]{3})/v1/monitoring");
  private static final Pattern NEXT =
      Pattern.compile("href=\"(/monitoring[^\"]*(?:&|&amp;)after=[^\"]*)\"");

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .policy("  production:", "  production:\n    revalidate: {tiers: {low: 90}}")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    long submission = server.models().promising("many-000", KPIS);
    TestingWait.until(
        "No attestation was issued.",
        () -> entries(submission).stream().anyMatch(text -> text.contains("attestation.issued")));
    others(submission);
    CLOCK.pass(Duration.ofHours(1));
    for (int i = 0; i < BROKEN; i++) {
      measured(i, "3.1", 2);
    }
    new TestingWatch(server, CLOCK).awaitLooks();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String name(int number) {
    return "many-%03d".formatted(number);
  }

  private static List<String> entries(long submission) {
    return server.entries().stream()
        .map(entry -> new String(entry, UTF_8))
        .filter(text -> text.matches(".*\"submission\":" + submission + "[,}].*"))
        .toList();
  }

  /** The story of the first one again, of other models and of the same documents. */
  private static void others(long submission) {
    String first = name(0);
    String model =
        server.entries().stream()
            .map(entry -> new String(entry, UTF_8))
            .filter(text -> text.contains("\"name\":\"" + first + "\""))
            .map(text -> text.replaceAll(".*\"model\":\"([^\"]+)\".*", "$1"))
            .findFirst()
            .orElseThrow();
    List<String> story =
        server.entries().stream()
            .map(entry -> new String(entry, UTF_8))
            .filter(
                text ->
                    text.contains(model)
                        || text.matches(".*\"submission\":" + submission + "[,}].*"))
            .toList();
    Ids ids = Ids.secure();
    server
        .bean(Audit.class)
        .record(
            moment -> {
              List<Act> acts = new ArrayList<>();
              for (int i = 1; i < MANY; i++) {
                String id = ids.next('m');
                for (String told : story) {
                  String other =
                      told.replace(model, id)
                          .replace(first, name(i))
                          .replaceAll(
                              "\"submission\":" + submission + "(?=[,}])",
                              "\"submission\":" + (submission + i))
                          .replaceFirst(
                              "\"at\":\"[^\"]+\"", "\"at\":\"" + moment.at().plusMillis(1) + "\"");
                  acts.add(Act.parse(other.getBytes(UTF_8)));
                }
              }
              return new Ruling.Granted<>(acts, true);
            });
  }

  private static void measured(int number, String value, int minutes) {
    String signal =
        """
        {"promise":"overdue loans","value":"%s","from":"%s","to":"%s"}\
        """
            .formatted(
                value,
                CLOCK.instant().minus(minutes + 1, ChronoUnit.MINUTES),
                CLOCK.instant().minus(minutes, ChronoUnit.MINUTES));
    RunningServer.Answer answer =
        server.post(
            "lena",
            "/api/v1/models/" + name(number) + "/versions/1/signals",
            "{\"signals\":[" + signal + "]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** What the pages from one on show, in order; each follows the link of the one before. */
  private static List<String> pages(String first) {
    List<String> pages = new ArrayList<>();
    String address = first;
    while (!address.isEmpty()) {
      String page = server.open("ada", address).text();
      pages.add(page);
      Matcher next = NEXT.matcher(page);
      address = next.find() ? next.group(1).replace("&amp;", "&") : "";
      assertThat(pages).as("pages end").hasSizeLessThan(20);
    }
    return pages;
  }

  private static List<String> models(String page) {
    var models = new TreeSet<String>();
    MODEL.matcher(page).results().forEach(found -> models.add(found.group(1)));
    return List.copyOf(models);
  }

  private static List<String> models(List<String> pages) {
    return pages.stream().flatMap(page -> models(page).stream()).toList();
  }

  /** How many a tab says there are. */
  private static long counted(String page, String tab) {
    Matcher count =
        Pattern.compile(">" + tab + "\\s*<span[^>]*>\\s*([0-9]+)\\s*</span>").matcher(page);
    assertThat(count.find()).as(tab + " in " + page).isTrue();
    return Long.parseLong(count.group(1));
  }

  @Test
  void every_version_in_production_is_on_one_page_and_on_one_alone() {
    List<String> pages = pages("/monitoring");

    assertThat(pages).hasSize(5);
    assertThat(models(pages)).doesNotHaveDuplicates().hasSize(MANY);
    assertThat(counted(pages.getFirst(), "All")).as("promises and approvals").isEqualTo(2L * MANY);
  }

  @Test
  void what_does_not_hold_stands_before_what_does() {
    for (String page : pages("/monitoring")) {
      String table = page.substring(page.indexOf("<tbody"));
      String told = "Kept|Awaited|Broken";
      List<String> states =
          Pattern.compile(">\\s*(" + told + ")\\s*<")
              .matcher(table)
              .results()
              .map(found -> found.group(1))
              .toList();
      assertThat(states).isNotEmpty();
      assertThat(states.indexOf("Broken")).as("broken ones are on every page").isNotNegative();
      assertThat(states.subList(0, states.lastIndexOf("Broken") + 1)).containsOnly("Broken");
    }
  }

  @Test
  void a_view_stays_on_every_page_and_shows_as_many_as_it_counts() {
    List<String> pages = pages("/monitoring?state=broken");

    assertThat(pages).hasSize(2);
    assertThat(models(pages)).doesNotHaveDuplicates();
    long counted = counted(pages.getFirst(), "Broken");
    assertThat(models(pages)).hasSize((int) counted);
    assertThat(counted(pages.getLast(), "Broken")).isEqualTo(counted);
    assertThat(pages.getLast()).contains("/monitoring?state=broken\" aria-current");
  }

  @Test
  void what_was_measured_a_moment_ago_is_counted_and_found() {
    long broken = counted(server.open("ada", "/monitoring").text(), "Broken");
    int last = MANY - 1;

    measured(last, "3.1", 3);
    assertThat(counted(server.open("ada", "/monitoring").text(), "Broken")).isEqualTo(broken + 1);
    assertThat(models(pages("/monitoring?state=broken"))).contains(name(last));

    measured(last, "1.0", 1);
    assertThat(counted(server.open("ada", "/monitoring").text(), "Broken")).isEqualTo(broken);
    assertThat(models(pages("/monitoring?state=broken"))).doesNotContain(name(last));
  }

  @Test
  void what_falls_due_later_than_the_first_two_hundred_is_a_page_further_on() {
    Pattern version = Pattern.compile(">\\s*(many-[0-9]{3}) v1\\s*<");
    List<String> shown = new ArrayList<>();
    List<String> pages = pages("/monitoring/calendar");
    for (String page : pages) {
      version.matcher(page).results().forEach(found -> shown.add(found.group(1)));
    }

    assertThat(pages).hasSize(2);
    assertThat(shown).doesNotHaveDuplicates().hasSize(MANY);
  }
}
