// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.digest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schemas: sound themselves, shown by examples, and true of what the code writes. */
class SchemasTest {
  private static final Path SCHEMAS = Path.of("../docs/schemas");
  private static final Path EXAMPLES = SCHEMAS.resolve("examples");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  /** A document, the schema that it is to satisfy, and where it stands. */
  record Example(String schema, JsonNode document, String place) {
    @Override
    public String toString() {
      return place;
    }
  }

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".schema.json"))
          .map(name -> name.substring(0, name.indexOf('.')))
          .sorted()
          .toList()
          .stream();
    }
  }

  static Stream<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    try (Stream<Path> files = Files.list(EXAMPLES).sorted()) {
      for (Path file : files.toList()) {
        examples.addAll(read(file));
      }
    }
    examples.add(new Example("setup", yaml(Path.of("../examples/setup.yaml")), "setup.yaml"));
    examples.add(
        new Example("policy", yaml(Path.of("../examples/policies/lending.yaml")), "lending.yaml"));
    return examples.stream();
  }

  private static List<Example> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    String schema = name.split("[.-]", -1)[0];
    if (name.endsWith(".yaml")) {
      return List.of(new Example(schema, yaml(file), name));
    }
    List<Example> examples = new ArrayList<>();
    for (String text :
        name.endsWith(".jsonl") ? Files.readAllLines(file) : List.of(Files.readString(file))) {
      examples.add(new Example(schema, MAPPER.readTree(text), name + ":" + examples.size()));
    }
    return examples;
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return MAPPER.valueToTree(loaded);
  }

  private static JsonSchema schema(String name) throws IOException {
    return FACTORY.getSchema(Files.readString(SCHEMAS.resolve(name + ".schema.json")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_schema_is_a_schema_and_has_an_example(String name) throws IOException {
    JsonSchema ofSchemas =
        FACTORY.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
    JsonNode schema =
        MAPPER.readTree(Files.readString(SCHEMAS.resolve(name + ".schema.json"), UTF_8));

    assertThat(ofSchemas.validate(schema)).isEmpty();
    assertThat(examples().filter(example -> example.schema().equals(name))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_satisfies_its_schema(Example example) throws IOException {
    assertThat(schema(example.schema()).validate(example.document())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void a_member_that_nobody_knows_is_refused(Example example) throws IOException {
    ObjectNode document = example.document().deepCopy();
    document.put("surprise", true);

    assertThat(schema(example.schema()).validate(document)).isNotEmpty();
  }

  @Test
  void the_examples_of_acts_are_the_whole_vocabulary_in_its_own_bytes() throws IOException {
    List<Class<?>> seen = new ArrayList<>();
    for (String line : Files.readAllLines(EXAMPLES.resolve("acts.jsonl"))) {
      Act act = Act.parse(line.getBytes(UTF_8));
      assertThat(new String(act.bytes(), UTF_8)).isEqualTo(line);
      seen.add(act.getClass());
    }

    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Act.class.getPermittedSubclasses())
                .flatMap(SchemasTest::records)
                .toList());
  }

  private static Stream<Class<?>> records(Class<?> group) {
    return group.isRecord()
        ? Stream.of(group)
        : Arrays.stream(group.getPermittedSubclasses()).flatMap(SchemasTest::records);
  }

  @Test
  void the_example_manifest_is_what_the_code_writes() throws IOException {
    String text = Files.readString(EXAMPLES.resolve("manifest.json")).strip();

    Manifest manifest = Manifest.fromJson((Json.Obj) Json.parse(text));

    assertThat(manifest.toJson()).isEqualTo(Json.parse(text));
  }
}
