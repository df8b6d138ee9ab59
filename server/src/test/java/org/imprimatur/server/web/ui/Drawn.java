// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;

/** A figure as the page shows it: its HTML, and the words that a reader finds in it. */
record Drawn(String html) {
  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  static Drawn of(Figure figure) {
    var output = new StringOutput();
    ENGINE.render("tag/figure.jte", Map.<String, Object>of("figure", figure), output);
    return new Drawn(output.toString());
  }

  /** JSON that is written with single quotes, for tests to be readable. */
  static Json.Obj json(String text) {
    return (Json.Obj) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  String words() {
    return html.replaceAll("<[^>]*>", " ").replace("&#39;", "'").replaceAll("\\s+", " ");
  }

  /** The rows of the tables, each as its words. */
  List<String> rows() {
    return Pattern.compile("<tr[ >].*?</tr>", Pattern.DOTALL)
        .matcher(html)
        .results()
        .map((MatchResult found) -> new Drawn(found.group()).words().trim())
        .toList();
  }

  long count(String pattern) {
    return Pattern.compile(pattern).matcher(html).results().count();
  }
}
