// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;

/** Holds what a log says, and every document that it names, to {@code docs/schemas}. */
final class PublishedSchemas {
  private static final Path SCHEMAS = Path.of("../docs/schemas").toAbsolutePath().normalize();
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern KIND = Pattern.compile("([a-z]+)/v1");

  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final Set<String> kinds = new TreeSet<>();
  private final List<String> objections = new ArrayList<>();

  /** Reads everything; a blob that is not JSON has no schema. */
  PublishedSchemas(List<byte[]> entries, Function<Digest, Optional<byte[]>> blobs)
      throws IOException {
    Set<Digest> named = new TreeSet<>((a, b) -> a.hex().compareTo(b.hex()));
    for (byte[] entry : entries) {
      String text = new String(entry, UTF_8);
      DIGEST.matcher(text).results().forEach(found -> named.add(Digest.parse(found.group())));
      hold("acts", mapper.readTree(text));
    }
    for (Digest digest : named) {
      Optional<byte[]> blob = blobs.apply(digest);
      if (blob.isPresent() && blob.get().length > 0 && blob.get()[0] == '{') {
        JsonNode document = mapper.readTree(new String(blob.get(), UTF_8));
        var kind = KIND.matcher(document.path("imprimatur").asText());
        if (kind.matches()) {
          hold(kind.group(1), document);
        }
      }
    }
  }

  private void hold(String kind, JsonNode document) throws IOException {
    kinds.add(kind);
    JsonSchema schema = factory.getSchema(Files.readString(SCHEMAS.resolve(kind + ".schema.json")));
    schema.validate(document).forEach(fault -> objections.add(kind + ": " + fault.getMessage()));
  }

  /** What a document of this kind says against its schema. */
  static List<String> objections(String kind, String document) throws IOException {
    var none = new PublishedSchemas(List.of(), _ -> Optional.empty());
    none.hold(kind, none.mapper.readTree(document));
    return none.objections();
  }

  /** What does not satisfy its schema. */
  List<String> objections() {
    return objections;
  }

  /** The kinds of documents that were found. */
  Set<String> kinds() {
    return kinds;
  }
}
