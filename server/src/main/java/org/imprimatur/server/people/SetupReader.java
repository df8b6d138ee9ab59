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
import org.imprimatur.proof.policy.Nearest;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads members of a file that the operator writes, and says where something is missing.
 *
 * @param file what the file is called; the codes of refusals begin with it
 * @param path where the members stand in it
 */
public record SetupReader(String file, Json.Obj json, String path) {
  private static final int MOST_BYTES = 4 << 20;

  /**
   * The whole of a file of YAML.
   *
   * @param name what the file is called in a refusal
   */
  public static SetupReader of(Path file, String name) {
    return new SetupReader(name, document(file, name), "");
  }

  private static Json.Obj document(Path file, String name) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new SetupException(name + ".size", "The " + name + " file has more than 4 MiB.");
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
      throw new SetupException(
          name + ".shape", "The " + name + " file is not a mapping of keys to values.");
    } catch (IOException e) {
      throw new SetupException(
          name + ".file", "The " + name + " file " + file + " cannot be read.");
    } catch (YamlEngineException e) {
      throw new SetupException(name + ".yaml", "The " + name + " file is not YAML: " + fault(e));
    }
  }

  /** What is wrong and in which line, without the lines around it, which may be confidential. */
  private static String fault(YamlEngineException e) {
    return e instanceof MarkedYamlEngineException marked
        ? marked.getProblem()
            + marked.getProblemMark().map(mark -> ", in line " + (mark.getLine() + 1)).orElse("")
        : String.valueOf(e.getMessage());
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

  public String at(String member) {
    return path + member;
  }

  /** Refuses members that this version does not know. */
  public void only(Set<String> known) {
    for (String name : json.members().keySet()) {
      if (!known.contains(name)) {
        throw refused(
            "unknown",
            "There is no %s. Did you mean %s? Known here: %s."
                .formatted(
                    at(name),
                    at(Nearest.to(name, known)),
                    String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  public Optional<String> find(String member) {
    return switch (json.find(member).orElse(Json.nothing())) {
      case Json.Null _ -> Optional.empty();
      case Json.Str(var text) -> Optional.of(text);
      case Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _ ->
          throw refused("text", at(member) + " is not a text.");
    };
  }

  public String text(String member) {
    return find(member).orElseThrow(() -> refused("missing", at(member) + " is missing."));
  }

  public boolean flag(String member) {
    return json.find(member).orElse(Json.of(false)) instanceof Json.Bool(var truth) && truth;
  }

  public List<SetupReader> list(String member) {
    List<SetupReader> readers = new ArrayList<>();
    for (Json value : array(member)) {
      if (!(value instanceof Json.Obj object)) {
        throw refused("entry", at(member) + " holds something without keys.");
      }
      readers.add(new SetupReader(file, object, at(member) + "[" + readers.size() + "]."));
    }
    return readers;
  }

  /** What stands under a member that has members of its own; empty where it is not there. */
  public Optional<SetupReader> below(String member) {
    return switch (json.find(member).orElse(Json.nothing())) {
      case Json.Null _ -> Optional.empty();
      case Json.Obj object -> Optional.of(new SetupReader(file, object, at(member) + "."));
      case Json.Str _, Json.Arr _, Json.Num _, Json.Bool _ ->
          throw refused("entry", at(member) + " has no keys.");
    };
  }

  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    for (Json value : array(member)) {
      if (!(value instanceof Json.Str(var text))) {
        throw refused("text", at(member) + " holds something else than texts.");
      }
      texts.add(text);
    }
    return texts;
  }

  private SetupException refused(String code, String sentence) {
    return new SetupException(file + "." + code, sentence);
  }

  private List<Json> array(String member) {
    return switch (json.find(member).orElse(Json.nothing())) {
      case Json.Null _ -> List.of();
      case Json.Arr(var values) -> values;
      case Json.Obj _, Json.Str _, Json.Num _, Json.Bool _ ->
          throw refused("list", at(member) + " is not a list.");
    };
  }
}
