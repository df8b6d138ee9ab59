// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.json.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which entries name what: people, models, submissions, digests and the acts themselves. Whoever
 * wants the story of a thing reads the entries that mention it, in order.
 */
@Component
final class Mentions implements Projection {
  private static final Pattern NAMED =
      Pattern.compile("sha256:[0-9a-f]{64}|[ckmprstw]_[a-z2-7]{10}");

  /** What people call by a number that is unique in the log. */
  private static final Set<String> NUMBERED =
      Set.of("submission", "finding", "challenge", "incident", "batch", "sample");

  @Override
  public void apply(long position, Act act, JdbcClient db) {
    Set<String> mentions = of(act);
    // One statement for all of them: an act has several, and signals come by the thousand.
    String rows = String.join(", ", Collections.nCopies(mentions.size(), "(?, ?)"));
    List<Object> values = new ArrayList<>();
    for (String mention : mentions) {
      values.add(mention);
      values.add(position);
    }
    db.sql("INSERT INTO log_mentions (mention, position) VALUES " + rows).params(values).update();
  }

  /**
   * Signals come by the thousand and tell no story of their own: they are found by their model's
   * {@code signals:m_…}, batches by {@code batches:m_…}, and neither among the acts that everything
   * about a model is read from.
   */
  static Set<String> of(Act act) {
    return of(act.bytes());
  }

  /** The same of an entry, which is read once and not as an act. */
  static Set<String> of(byte[] entry) {
    Json.Obj act = (Json.Obj) Json.parse(entry);
    String name = act.string("act");
    Set<String> mentions = new TreeSet<>();
    mentions.add("act:" + name);
    mentions.add("by:" + act.string("by"));
    if (name.equals(SignalRecorded.NAME)) {
      mentions.add("signals:" + act.string("model"));
      return mentions;
    }
    collect("", act, mentions);
    if (BatchAct.ABOUT_BATCHES.contains(name)) {
      mentions.remove(act.string("model"));
      mentions.add("batches:" + act.string("model"));
    }
    return mentions;
  }

  private static void collect(String member, Json json, Set<String> mentions) {
    switch (json) {
      case Json.Obj object ->
          object.members().forEach((name, value) -> collect(name, value, mentions));
      case Json.Arr array -> array.values().forEach(value -> collect(member, value, mentions));
      case Json.Str(var text) when NAMED.matcher(text).matches() -> mentions.add(text);
      case Json.Num(var number) when NUMBERED.contains(member) ->
          mentions.add(member + ":" + (long) number);
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }
}
