// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Every;

/**
 * Which queries of which Prometheus measure which promises.
 *
 * @param server the one address that is asked
 * @param window over how long each measures, of a fixed length
 */
record PrometheusFile(URI server, Duration window, List<Measured> queries) {
  private static final Set<String> KNOWN = Set.of("server", "window", "queries");
  private static final Set<String> OF_QUERY = Set.of("promise", "query", "n");

  PrometheusFile {
    queries = List.copyOf(queries);
  }

  /**
   * A query that gives one number.
   *
   * @param n another one, which says over how many it was measured
   */
  record Measured(String promise, String query, Optional<String> n) {}

  static PrometheusFile read(Path file) {
    Json.Obj all = YamlFile.read(file, "prometheus/v1");
    known(file, all, KNOWN, "");
    Every window =
        Every.of(Words.text(all, "window"))
            .orElseThrow(() -> wrong(file, "window is not " + Every.FORMS));
    if (window.months() != 0) {
      throw wrong(file, "window has no fixed length; say it in days, such as P30D");
    }
    List<Measured> queries = new ArrayList<>();
    if (all.find("queries").orElse(Json.nothing()) instanceof Json.Arr list) {
      for (Json one : list.values()) {
        queries.add(query(file, one, "queries[%d].".formatted(queries.size())));
      }
    }
    if (queries.isEmpty()) {
      throw wrong(file, "queries names none: write a list of promise and query");
    }
    var promises = new HashSet<String>();
    queries.forEach(
        one -> {
          if (!promises.add(one.promise())) {
            throw wrong(file, "two queries measure " + one.promise());
          }
        });
    return new PrometheusFile(server(file, Words.text(all, "server")), window.more(), queries);
  }

  private static Measured query(Path file, Json json, String place) {
    if (!(json instanceof Json.Obj one)) {
      throw wrong(file, place + " is not a promise with its query");
    }
    known(file, one, OF_QUERY, place);
    String promise = Words.text(one, "promise");
    String query = Words.text(one, "query");
    if (promise.isBlank() || query.isBlank()) {
      throw wrong(file, place + "promise and " + place + "query are needed");
    }
    return new Measured(
        promise, query, Optional.of(Words.text(one, "n")).filter(text -> !text.isBlank()));
  }

  private static URI server(Path file, String address) {
    if (address.isBlank()) {
      throw wrong(file, "server is missing: the address of Prometheus, such as https://metrics");
    }
    return Credentials.address(address);
  }

  private static void known(Path file, Json.Obj object, Set<String> names, String place) {
    for (String name : object.members().keySet()) {
      if (!names.contains(name)) {
        throw wrong(
            file,
            "there is no %s%s, but %s"
                .formatted(place, name, String.join(", ", names.stream().sorted().toList())));
      }
    }
  }

  private static CommandException wrong(Path file, String why) {
    return CommandException.usage(
        "prometheus.file",
        "The file %s cannot be used: %s.".formatted(file, why),
        "Nothing was asked and nothing was sent. See the guide on monitoring.");
  }
}
