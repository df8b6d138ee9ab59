// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads members of the setup file and says where something is missing. */
record SetupReader(Json.Obj json, String path) {
  private static final int MOST_BYTES = 4 << 20;

  /** The YAML file as a document. */
  static Json.Obj document(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new SetupException("setup.size", "The setup file has more than 4 MiB.");
      }
      var settings =
          LoadSettings.builder()
              .setLabel(file.toString())
              .setCodePointLimit(MOST_BYTES)
              .setMaxAliasesForCollections(0)
              .build();
      Object read =
          new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
      if (json(read) instanceof Json.Obj object) {
        return object;
      }
      throw new SetupException("setup.shape", "The setup file is not a mapping of keys to values.");
    } catch (IOException e) {
      throw new SetupException("setup.file", "The setup file " + file + " cannot be read.");
    } catch (YamlEngineException e) {
      throw new SetupException("setup.yaml", "The setup file is not YAML: " + e.getMessage());
    }
  }

  private static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> Json.nothing();
      case Map<?, ?> map -> {
        Json.Builder object = Json.obj();
        map.forEach((key, member) -> object.put(String.valueOf(key), json(member)));
        yield object.build();
      }
      case List<?> list -> Json.array(list.stream().map(SetupReader::json).toList());
      case Boolean truth -> Json.of(truth);
      default -> Json.of(value.toString());
    };
  }

  String at(String member) {
    return path + member;
  }

  /** Refuses members that this version does not know. */
  void only(Set<String> known) {
    for (String name : json.members().keySet()) {
      if (!known.contains(name)) {
        throw new SetupException(
            "setup.unknown",
            "There is no %s. Known here: %s."
                .formatted(at(name), String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  Optional<String> find(String member) {
    return switch (json.find(member).orElse(Json.nothing())) {
      case Json.Null _ -> Optional.empty();
      case Json.Str(var text) -> Optional.of(text);
      case Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _ ->
          throw new SetupException("setup.text", at(member) + " is not a text.");
    };
  }

  String text(String member) {
    return find(member)
        .orElseThrow(() -> new SetupException("setup.missing", at(member) + " is missing."));
  }

  boolean flag(String member) {
    return json.find(member).orElse(Json.of(false)) instanceof Json.Bool(var truth) && truth;
  }

  List<SetupReader> list(String member) {
    List<SetupReader> readers = new ArrayList<>();
    for (Json value : array(member)) {
      if (!(value instanceof Json.Obj object)) {
        throw new SetupException("setup.entry", at(member) + " holds something without keys.");
      }
      readers.add(new SetupReader(object, at(member) + "[" + readers.size() + "]."));
    }
    return readers;
  }

  List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    for (Json value : array(member)) {
      if (!(value instanceof Json.Str(var text))) {
        throw new SetupException("setup.text", at(member) + " holds something else than texts.");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<Json> array(String member) {
    return switch (json.find(member).orElse(Json.nothing())) {
      case Json.Null _ -> List.of();
      case Json.Arr(var values) -> values;
      case Json.Obj _, Json.Str _, Json.Num _, Json.Bool _ ->
          throw new SetupException("setup.list", at(member) + " is not a list.");
    };
  }
}
