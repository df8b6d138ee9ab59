// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML of unknown origin as plain data, with limits, and hands it on as JSON. */
final class FrontMatter {
  private static final int LIMIT = 256 * 1024;
  private static final int DEPTH = 24;

  private FrontMatter() {}

  static Json read(String yaml) throws CheckException {
    if (yaml.isBlank()) {
      return Json.obj().build();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("front matter")
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(LIMIT)
            .build();
    try {
      Object loaded = new Load(settings).loadFromString(yaml);
      if (json(loaded, 0) instanceof Json.Obj object) {
        return object;
      }
      throw broken("it is not a list of keys with values");
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw broken("it is not valid YAML, or repeats a key");
    }
  }

  private static CheckException broken(String why) {
    return new CheckException(
        "card.front-matter", "The front matter of the model card cannot be read: " + why + ".");
  }

  private static Json json(@Nullable Object value, int depth) throws CheckException {
    if (depth > DEPTH) {
      throw broken("it is nested too deeply");
    }
    return switch (value) {
      case null -> Json.nothing();
      case Boolean bool -> Json.of(bool);
      case Integer number -> Json.of((long) number);
      case Double number when Double.isFinite(number) -> Json.of(number);
      case List<?> list -> {
        List<Json> values = new ArrayList<>();
        for (Object item : list) {
          values.add(json(item, depth + 1));
        }
        yield Json.array(values);
      }
      case Map<?, ?> map -> {
        Json.Builder members = Json.obj();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          members.put(String.valueOf(entry.getKey()), json(entry.getValue(), depth + 1));
        }
        yield members.build();
      }
      default -> Json.of(value.toString());
    };
  }
}
