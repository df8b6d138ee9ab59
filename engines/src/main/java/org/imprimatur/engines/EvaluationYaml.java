// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the YAML of an evaluation; an unknown key is refused with the nearest known one. */
final class EvaluationYaml {
  private static final int LIMIT = 256 * 1024;
  private static final int DEPTH = 16;

  private EvaluationYaml() {}

  static Map<String, Json> read(Path yaml) throws EvaluationException, IOException {
    if (!Files.isRegularFile(yaml) || Files.size(yaml) > LIMIT) {
      throw new EvaluationException(
          "evaluation.file-missing",
          "There is no evaluation file of at most 256 KB at " + yaml + ".");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(LIMIT)
            .build();
    try {
      Object loaded = new Load(settings).loadFromString(Files.readString(yaml));
      if (loaded instanceof Map<?, ?> map) {
        return members(map);
      }
    } catch (YamlEngineException | JsonException | CharacterCodingException e) {
      throw new EvaluationException(
          "evaluation.yaml", "The evaluation file is not valid YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new EvaluationException("evaluation.yaml", "The evaluation file is nested too deeply.");
    }
    throw new EvaluationException(
        "evaluation.yaml", "The evaluation file is not a list of keys with values.");
  }

  private static Map<String, Json> members(Map<?, ?> map) throws EvaluationException {
    Map<String, Json> members = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      members.put(String.valueOf(entry.getKey()), json(entry.getValue(), 0));
    }
    EvaluationShape.check(members);
    return members;
  }

  private static Json json(@Nullable Object value, int depth) throws EvaluationException {
    if (depth > DEPTH) {
      throw new EvaluationException("evaluation.yaml", "The evaluation file is nested too deeply.");
    }
    return switch (value) {
      case null -> Json.nothing();
      case Boolean bool -> Json.of(bool);
      case Integer number -> Json.of((long) number);
      case Double number when Double.isFinite(number) -> Json.of(number);
      case String text -> Json.of(text);
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
      default ->
          throw new EvaluationException(
              "evaluation.yaml", "The value " + value + " is of no kind that an evaluation has.");
    };
  }
}
