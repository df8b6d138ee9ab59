// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;

/**
 * Claims in the front matter: {@code model-index[].results[].metrics[].value} as Hugging Face
 * writes it, or {@code metrics} with names and numbers.
 */
final class FrontMatterClaims {
  private static final Pattern DIGITS = Pattern.compile("\\d{0,3}(?:\\.\\d{1,10})?");

  private final List<String> lines;
  private final List<Claim> claims = new ArrayList<>();
  private int at;

  private FrontMatterClaims(List<String> lines) {
    this.lines = lines;
  }

  static List<Claim> of(Json matter, List<String> lines) {
    FrontMatterClaims found = new FrontMatterClaims(lines);
    if (matter instanceof Json.Obj object) {
      for (Json model : list(object, "model-index")) {
        if (model instanceof Json.Obj one) {
          list(one, "results").forEach(found::result);
        }
      }
      found.at = 0;
      found.metrics(object.find("metrics").orElse(Json.nothing()), "");
    }
    return found.claims;
  }

  private static List<Json> list(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing()) instanceof Json.Arr(var values)
        ? values
        : List.of();
  }

  private void result(Json json) {
    if (json instanceof Json.Obj result) {
      String data = result.find("dataset").map(FrontMatterClaims::split).orElse("");
      metrics(result.find("metrics").orElse(Json.nothing()), ClaimWords.doubt(data));
    }
  }

  private static String split(Json dataset) {
    return dataset instanceof Json.Obj named
            && named.find("split").orElse(Json.nothing()) instanceof Json.Str(var split)
        ? split
        : "";
  }

  private void metrics(Json json, String doubt) {
    switch (json) {
      case Json.Arr(var values) -> values.forEach(value -> metric(value, doubt));
      case Json.Obj named -> metric(named, doubt);
      case Json.Num _, Json.Str _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private void metric(Json json, String doubt) {
    if (!(json instanceof Json.Obj metric)) {
      return;
    }
    Json value = metric.find("value").orElse(null);
    if (value != null) {
      String type = text(metric, "type");
      String name = ClaimWords.metric(type).isPresent() ? type : text(metric, "name");
      add(name, value, "value", doubt.isEmpty() ? ClaimWords.doubt(text(metric, "name")) : doubt);
      return;
    }
    metric.members().forEach((name, number) -> add(name, number, name, doubt));
  }

  private static String text(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing()) instanceof Json.Str(var text) ? text : "";
  }

  private void add(String name, Json value, String key, String doubt) {
    String digits = value instanceof Json.Str(var text) ? text.strip() : value.text();
    boolean percent = digits.endsWith("%");
    digits = percent ? digits.substring(0, digits.length() - 1).strip() : digits;
    if (ClaimWords.metric(name).isEmpty()
        || digits.isEmpty()
        || !DIGITS.matcher(digits).matches()) {
      return;
    }
    String written = written(key, new BigDecimal(digits));
    BigDecimal number = new BigDecimal(written);
    // Nothing but a loss is above 1: such a value is written in per cent.
    percent |=
        number.compareTo(BigDecimal.ONE) > 0 && !ClaimWords.metric(name).get().equals("log_loss");
    claims.add(
        new Claim(
            ClaimWords.metric(name).get(),
            percent ? number.movePointLeft(2) : number,
            at + 1,
            doubt));
  }

  /** The number as its line writes it, with zeros at the end; goes on to that line. */
  private String written(String key, BigDecimal value) {
    Pattern line = Pattern.compile(Pattern.quote(key) + "[\"']?\\s*:\\s*[\"']?(\\d*\\.?\\d+)");
    for (int i = at; i < lines.size(); i++) {
      Matcher found = line.matcher(lines.get(i));
      if (found.find() && new BigDecimal(found.group(1)).compareTo(value) == 0) {
        at = i + 1;
        return found.group(1);
      }
    }
    return value.toPlainString();
  }
}
