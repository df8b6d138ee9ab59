// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file that says in its first key what it is, as the JSON that the API takes. Whether
 * its other keys are known the server says, and names the nearest known one.
 */
final class YamlFile {
  private static final int LIMIT = 256 * 1024;

  private YamlFile() {}

  /** The members but for {@code imprimatur}, which must be the one asked for. */
  static Json.Obj read(Path file, String kind) {
    Json.Obj all = load(file);
    if (!Words.text(all, "imprimatur").equals(kind)) {
      throw wrong(file, "does not say what it is", "Begin it with the line imprimatur: " + kind);
    }
    Json.Builder members = Json.obj();
    all.members().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("imprimatur"))
        .forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    return members.build();
  }

  private static Json.Obj load(Path file) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(LIMIT)
            .setLabel(String.valueOf(file.getFileName()))
            .build();
    byte[] bytes = LocalFile.small(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (json(new Load(settings).loadFromString(text)) instanceof Json.Obj object) {
        return object;
      }
    } catch (YamlEngineException | JsonException | IllegalArgumentException e) {
      throw wrong(file, "is not valid YAML: " + e.getMessage(), "Correct it there.");
    } catch (CharacterCodingException _) {
      throw wrong(file, "is not UTF-8", "Save it as UTF-8.");
    }
    throw wrong(file, "is not a list of keys with values", "Write key: value lines.");
  }

  private static CommandException wrong(Path file, String what, String help) {
    return CommandException.usage("file.yaml", "The file " + file + " " + what + ".", help);
  }

  private static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> Json.nothing();
      case Boolean bool -> Json.of(bool);
      case Integer number -> Json.of((long) number);
      case Long number -> Json.of(number);
      case Double number -> Json.of(number);
      case String text -> Json.of(text);
      case List<?> list -> {
        List<Json> values = new ArrayList<>();
        for (Object item : list) {
          values.add(json(item));
        }
        yield Json.array(values);
      }
      case Map<?, ?> map -> {
        Json.Builder members = Json.obj();
        map.forEach((key, member) -> members.put(String.valueOf(key), json(member)));
        yield members.build();
      }
      default -> throw new IllegalArgumentException("a value of no kind that JSON has");
    };
  }
}
