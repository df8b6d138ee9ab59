// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hints at personal data are counted; no cell with one leaves the worker. */
class PersonalDataTest {
  private static final String HEADER =
      "row_id,label,city,surname,contact,account,card,call,machine,note,order_number,day,area4,american,order";

  @TempDir Path folder;

  private static String row(int i) {
    return String.join(
        ",",
        "" + i,
        "" + i % 2,
        i % 3 == 0 ? "Bern" : "Basel",
        "Muster" + i,
        i % 2 == 0 ? "person" + i + "@example.org" : "",
        "GB82WEST12345698765432",
        "4111111111111111",
        "+41 44 668 18 %02d".formatted(i),
        "192.0.2." + i,
        "asked to be called again on day " + i + " of this month",
        "40000000000000%02d".formatted(i),
        "2026-01-%02d".formatted(1 + i % 28),
        "022%02d-1234".formatted(i),
        "01/%02d/2020".formatted(1 + i % 28),
        "ORD-01%02d-123456".formatted(i));
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder(HEADER + "\n");
    for (int i = 10; i < 60; i++) {
      rows.append(row(i)).append('\n');
    }
    return rows.toString();
  }

  @Test
  void hints_are_counted_by_column_and_kind() throws IOException {
    Json.Obj found = ((Outcome.Computed) run(rows(), List.of("city"))).evidence();
    Json.Obj hints = found.object("details").object("personal_data");

    assertThat(hints.object("cells").text())
        .isEqualTo(
            Json.parse(
                    """
                    {"contact": {"email": 25}, "account": {"iban": 50},
                     "card": {"payment_card": 50}, "call": {"phone": 50},
                     "machine": {"ip_address": 50}, "note": {"free_text": 50}}
                    """)
                .text());
    assertThat(hints.object("names").members()).containsOnlyKeys("surname");
  }

  /** Read as numbers they had a mean, and the least and the largest of them stood in the record. */
  @Test
  void telephone_numbers_of_digits_alone_are_texts_and_a_signed_amount_is_a_number()
      throws IOException {
    StringBuilder rows = new StringBuilder("row_id,label,mobile,amount\n");
    for (int i = 10; i < 60; i++) {
      rows.append(
          "%d,%d,+4479111234%d,%s20000%d\n".formatted(i, i % 2, i, i % 2 == 0 ? "+" : "-", i));
    }

    Json.Obj found = ((Outcome.Computed) run(rows.toString(), List.of())).evidence();

    Json.Obj details = found.object("details");
    assertThat(details.object("personal_data").object("cells").text())
        .isEqualTo("{\"mobile\":{\"phone\":50}}");
    assertThat(details.object("columns").object("amount").string("type")).isEqualTo("integer");
    assertThat(details.object("columns").object("mobile").string("type")).isEqualTo("text");
    assertThat(found.text()).doesNotContain("4479111234");
  }

  @Test
  void no_cell_with_a_hint_stands_in_the_evidence() throws IOException {
    Json.Obj found = ((Outcome.Computed) run(rows(), List.of("city", "contact"))).evidence();

    assertThat(found.text())
        .doesNotContain("example.org", "GB82", "4111111111111111", "+41 44", "192.0.2", "asked");
  }

  @Test
  void nor_in_an_error() throws IOException {
    String broken = rows() + "\"person99@example.org,never closed\n";

    assertThat(run(broken, List.of()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).doesNotContain("example.org"));
  }

  private Outcome run(String rows, List<String> groups) throws IOException {
    Json.Obj spec =
        Json.obj()
            .put("id", "row_id")
            .put("label", Json.obj().put("column", "label").put("positive", "1").build())
            .put("groups", Json.array(groups.stream().map(Json::of).toList()))
            .build();
    try (Workers workers = new Workers(WorkerSettings.in(folder).withWarm(0))) {
      return workers.run(
          TestJobs.of(folder, Job.DATA_QUALITY, Map.of("testSet", rows.getBytes(UTF_8)), spec));
    }
  }
}
