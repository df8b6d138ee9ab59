// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The further fields of the inventory. */
@Command(
    name = "field",
    description = {
      "Say what else the inventory tells of each model. No gate and no policy reads it.",
      "imprimatur model fields states what a model has."
    })
final class FieldCommands {
  private static final String FIELDS = "/fields";

  private final Console console;

  FieldCommands(Console console) {
    this.console = console;
  }

  /** The fields that are not retired, by name, in the order in which they were stated. */
  static Map<String, Field> inUse(Api api) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Json.Obj one : Words.objects(api.get(FIELDS), "fields")) {
      if (Words.object(one, "retired").members().isEmpty()) {
        String name = Words.text(one, "name");
        fields.put(
            name,
            new Field(
                name,
                Words.text(one, "kind"),
                Words.text(one, "help"),
                Words.array(one, "choices").stream().map(Words::text).toList()));
      }
    }
    return fields;
  }

  @Command(name = "list", description = "List the fields, the retired ones as well.")
  int list() {
    Json.Obj all = console.api().get(FIELDS);
    List<Json.Obj> fields = Words.objects(all, "fields");
    String text =
        fields.isEmpty()
            ? "No further field is stated."
            : fields.stream()
                .map(FieldCommands::line)
                .collect(Collectors.joining(System.lineSeparator()));
    console.printer().answer(all, text);
    return Exit.YES.code();
  }

  @Command(
      name = "state",
      description = {
        "State a field as risk manager. Its name never means anything else; run it again with a",
        "longer list to let more be chosen."
      })
  int state(
      @Parameters(paramLabel = "NAME", description = "2 to 40 small letters, digits and hyphens.")
          String name,
      @Option(
              names = "--kind",
              required = true,
              paramLabel = "KIND",
              description = "text, number, date or choice.")
          String kind,
      @Option(
              names = "--about",
              required = true,
              paramLabel = "LINE",
              description = "One line that says what stands in it.")
          String about,
      @Option(
              names = "--choice",
              paramLabel = "VALUE",
              description = "What can be chosen; once for each value.")
          @Nullable List<String> choices) {
    Json.Builder body = Json.obj().put("name", name).put("kind", kind).put("help", about);
    if (choices != null) {
      body.put("choices", Words.strings(new ArrayList<>(choices)));
    }
    return told(console.api().post(FIELDS, body.build()));
  }

  @Command(
      name = "retire",
      description = "Retire a field as risk manager; what was stated in it stays in the log.")
  int retire(@Parameters(paramLabel = "NAME") String name) {
    String path = FIELDS + "/" + Words.encoded(name) + "/retirement";
    return told(console.api().post(path, Json.obj().build()));
  }

  private int told(Json.Obj field) {
    console.printer().answer(field, line(field));
    return Exit.YES.code();
  }

  private static String line(Json.Obj field) {
    List<String> choices = Words.array(field, "choices").stream().map(Words::text).toList();
    Json.Obj retired = Words.object(field, "retired");
    return "%-24s %-7s %s%s%s"
        .formatted(
            Words.text(field, "name"),
            Words.text(field, "kind"),
            Words.text(field, "help"),
            choices.isEmpty() ? "" : ": " + String.join(", ", choices),
            retired.members().isEmpty()
                ? ""
                : ", retired %s by %s"
                    .formatted(Words.text(retired, "at"), Words.text(retired, "by")));
  }
}
