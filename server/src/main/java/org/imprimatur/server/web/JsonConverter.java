// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.io.IOException;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads request bodies with the strict reader and writes answers; at most 1 MiB comes in. */
final class JsonConverter extends AbstractHttpMessageConverter<Json> {
  private static final int MOST_BYTES = 1 << 20;

  JsonConverter() {
    super(
        MediaType.APPLICATION_JSON,
        MediaType.APPLICATION_PROBLEM_JSON,
        MediaType.parseMediaType("application/vnd.dev.sigstore.bundle.v0.3+json"));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return Json.class.isAssignableFrom(type);
  }

  @Override
  protected Json readInternal(Class<? extends Json> type, HttpInputMessage message)
      throws IOException {
    String packed = message.getHeaders().getFirst("Content-Encoding");
    if (packed != null && !packed.equalsIgnoreCase("identity")) {
      throw refused(
          "request.encoding", 415, "The body is compressed (Content-Encoding); send it as it is.");
    }
    byte[] bytes = message.getBody().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw refused("request.size", 413, "The request has more than 1 MiB.");
    }
    try {
      Json json = Json.parse(bytes.length == 0 ? new byte[] {'{', '}'} : bytes);
      if (!type.isInstance(json)) {
        throw refused("request.shape", 400, "The request is not a JSON object.");
      }
      if (holdsNul(json)) {
        throw new RefusedException(NulRule.refusal());
      }
      return json;
    } catch (JsonException e) {
      throw refused("request.json", 400, "The request is not JSON: " + e.getMessage());
    }
  }

  private static boolean holdsNul(Json json) {
    return switch (json) {
      case Json.Obj object ->
          object.members().entrySet().stream()
              .anyMatch(one -> NulRule.holdsIt(one.getKey()) || holdsNul(one.getValue()));
      case Json.Arr array -> array.values().stream().anyMatch(JsonConverter::holdsNul);
      case Json.Str(var text) -> NulRule.holdsIt(text);
      case Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(
        new Refusal(code, status, sentence, List.of(), "See /api/v1/openapi.json."));
  }

  @Override
  protected void writeInternal(Json json, HttpOutputMessage message) throws IOException {
    message.getBody().write(json.canonical());
  }
}
