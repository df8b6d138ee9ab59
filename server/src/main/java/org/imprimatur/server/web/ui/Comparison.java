// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.EvidencePanel;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** What moved between two versions on the same measures, read by the interval of the difference. */
final class Comparison {
  private static final Mark BETTER = new Mark("better", "arrow-up", "ok");
  private static final Mark WORSE = new Mark("worse", "arrow-down", "warn");
  private static final Mark MOVED = new Mark("moved", "arrow-right", "mute");
  private static final Mark UNCLEAR = new Mark("no clear change", "equal", "mute");
  private static final Mark NO_INTERVAL = new Mark("no interval", "circle-dashed", "mute");

  private final String before;
  private final String now;

  Comparison(long before, long now) {
    this.before = "v" + before;
    this.now = "v" + now;
  }

  EvidencePanel.Changes changes(Json.Obj then, Json.Obj here, String cutoffThen, String cutoff) {
    Map<String, Metric> old = Metric.all(then);
    Map<String, Metric> all = Metric.all(here);
    List<Table.Row> rows = new ArrayList<>();
    List<Table.Row> rest = new ArrayList<>();
    if (!cutoffThen.equals(cutoff)) {
      rows.add(
          Table.Row.of(
              Cell.of("Cut-off"),
              Cell.of(cutoffThen),
              Cell.of(Text.NOTHING.strong(cutoff)),
              Cell.of("declared"),
              Cell.state(MOVED)));
    }
    int clear = 0;
    for (String name : MetricWords.inOrder(all.keySet())) {
      Metric was = old.get(name);
      Metric is = all.get(name);
      if (was != null && is != null && !was.equals(is)) {
        Mark reading = reading(name, was, is);
        clear += reading.equals(BETTER) || reading.equals(WORSE) || reading.equals(MOVED) ? 1 : 0;
        (MetricWords.isPlain(name) ? rows : rest).add(row(name, was, is, reading));
      }
    }
    return new EvidencePanel.Changes(
        "What changed from %s to %s".formatted(before, now),
        "%d of %d measures moved clearly".formatted(clear, old.size()),
        new Table("", heads(), rows),
        new Table(Words.counted(rest.size(), "more measure"), heads(), rest));
  }

  private List<Table.Head> heads() {
    return List.of(
        new Table.Head("What", false),
        new Table.Head(before, true),
        new Table.Head(now, true),
        new Table.Head("Change, 95 % interval", true),
        new Table.Head("Reading", false));
  }

  private static Table.Row row(String name, Metric was, Metric is, Mark reading) {
    return Table.Row.of(
        Cell.of(MetricWords.name(name)),
        Cell.of(was.words()),
        Cell.of(Text.NOTHING.strong(is.words())),
        Cell.of(change(was, is)),
        Cell.state(reading));
  }

  private static String change(Metric was, Metric is) {
    double difference = is.value() - was.value();
    boolean points = is.fraction().isPresent();
    double scale = points ? 100 : 1;
    int decimals = points ? 1 : 3;
    String words = Words.signed(difference * scale, decimals) + (points ? " pt" : "");
    if (!was.hasInterval() || !is.hasInterval()) {
      return words;
    }
    Interval range = range(was, is);
    return words
        + " ["
        + Words.decimal(range.low() * scale, decimals)
        + ", "
        + Words.decimal(range.high() * scale, decimals)
        + "]";
  }

  private static Interval range(Metric was, Metric is) {
    return Interval.difference(is.value(), is.bounds(), was.value(), was.bounds());
  }

  private static Mark reading(String name, Metric was, Metric is) {
    if (!was.hasInterval() || !is.hasInterval()) {
      return NO_INTERVAL;
    }
    Interval range = range(was, is);
    if (range.low() <= 0 && range.high() >= 0) {
      return UNCLEAR;
    }
    int direction = MetricWords.direction(name);
    if (direction == 0) {
      return MOVED;
    }
    return direction > 0 == range.low() > 0 ? BETTER : WORSE;
  }
}
