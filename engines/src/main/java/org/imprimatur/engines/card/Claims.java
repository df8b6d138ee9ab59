// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;

/**
 * The numbers that a card states for known metrics: in its front matter, in tables and in prose. A
 * number counts only where its metric stands directly beside it; where the sentence, the heading or
 * the table speaks of a limit, another model or other rows, it is shown as unsure.
 */
public final class Claims {
  private static final String CONNECTOR =
      "(?:\\s*\\([^()\\d]{0,40}\\))?(?:\\s+score)?(?:\\s+on (?:the |its |our )?(?:held-?out |test"
          + " |hold-?out"
          + " )+(?:set|data|split|rows))?\\s*(?:[:=≈~]|is|was|of|at|reached|reaches|equals|stands"
          + " at|,|\\|)?\\s*(?:about|around|roughly|approximately|approx\\.?|nearly|almost|at"
          + " least|at most|up to|over|under|above|below|more than|less than|[≈~<>≤≥]=?)?\\s*";
  private static final Pattern BEHIND =
      ClaimWords.pattern(
          "(?<metric>"
              + ClaimWords.METRIC
              + ")"
              + CONNECTOR
              + "(?<number>"
              + ClaimWords.NUMBER
              + ")");
  private static final Pattern AHEAD =
      ClaimWords.pattern(
          "(?<number>"
              + ClaimWords.NUMBER
              + ")\\s*(?:in |of )?(?<metric>"
              + ClaimWords.METRIC
              + ")");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*)$");

  private final List<Claim> claims = new ArrayList<>();
  private final List<String> table = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<Integer> starts = new ArrayList<>();
  private int first;
  private String heading = "";

  private Claims() {}

  /** All claims and doubtful ones, in the order of their lines. */
  public static List<Claim> of(byte[] bytes) throws CheckException {
    return of(ModelCard.decode(bytes).replace("\r\n", "\n"));
  }

  static List<Claim> of(String text) throws CheckException {
    Claims found = new Claims();
    List<String> lines = List.of(text.split("\n", -1));
    int body = 0;
    if (lines.getFirst().equals("---")) {
      body = lines.subList(1, lines.size()).indexOf("---") + 2;
      List<String> yaml = lines.subList(1, Math.max(1, body - 1));
      Json matter = FrontMatter.read(String.join("\n", yaml));
      found.claims.addAll(FrontMatterClaims.of(matter, yaml));
    }
    found.markdown(visible(lines), body);
    return List.copyOf(found.claims);
  }

  /** The lines without comments and fenced code; their number stays. */
  private static List<String> visible(List<String> lines) {
    List<String> visible = new ArrayList<>();
    boolean fenced = false;
    boolean comment = false;
    for (String line : lines) {
      boolean fence = line.stripLeading().startsWith("```");
      String shown = fenced || fence ? "" : line;
      fenced ^= fence;
      if (comment) {
        int end = shown.indexOf("-->");
        shown = end < 0 ? "" : shown.substring(end + 3);
        comment = end < 0;
      }
      shown = shown.replaceAll("<!--.*?-->", " ");
      int start = shown.indexOf("<!--");
      if (start >= 0) {
        comment = true;
        shown = shown.substring(0, start);
      }
      visible.add(shown.replaceAll("[*`]|<[^<>]{1,80}>", ""));
    }
    return visible;
  }

  private void markdown(List<String> lines, int from) {
    for (int i = from; i <= lines.size(); i++) {
      String line = i < lines.size() ? lines.get(i).strip() : "";
      boolean row = line.startsWith("|") && line.length() > 1;
      boolean item = line.matches("(?:[-+]|\\d+[.)])\\s.*");
      Matcher title = HEADING.matcher(line);
      if (!row && !table.isEmpty()) {
        claims.addAll(TableClaims.of(table, first, ClaimWords.doubt(heading)));
        table.clear();
      }
      if (row || item || title.matches() || line.isEmpty()) {
        prose();
      }
      if (title.matches()) {
        heading = title.group(1);
      }
      if (row) {
        first = table.isEmpty() ? i + 1 : first;
        table.add(line);
      } else if (!line.isEmpty()) {
        add(line, i + 1);
      }
    }
    prose();
  }

  private void add(String line, int number) {
    if (paragraph.isEmpty()) {
      first = number;
    }
    starts.add(paragraph.length());
    paragraph.append(line).append(' ');
  }

  /** The sentences of the paragraph that ends here. */
  private void prose() {
    String text = paragraph.toString();
    int from = 0;
    Matcher end = Pattern.compile("[.!?](?=\\s+\\p{Lu}|\\s*$)|;(?=\\s)").matcher(text);
    while (end.find()) {
      sentence(text, from, end.end());
      from = end.end();
    }
    sentence(text, from, text.length());
    paragraph.setLength(0);
    starts.clear();
  }

  private void sentence(String text, int from, int to) {
    String sentence = text.substring(from, to);
    List<Integer> taken = new ArrayList<>();
    for (Pattern pattern : List.of(BEHIND, AHEAD)) {
      Matcher matcher = pattern.matcher(sentence);
      while (matcher.find()) {
        int at = matcher.start("number");
        var metric = ClaimWords.metric(matcher.group("metric"));
        if (metric.isPresent() && !taken.contains(at)) {
          taken.add(at);
          String after = sentence.substring(matcher.end());
          String doubt = ClaimWords.doubt(before(sentence, matcher), after);
          claims.add(
              new Claim(
                  metric.get(),
                  ClaimWords.number(matcher.group("number")),
                  line(from + at),
                  doubt.isEmpty() ? ClaimWords.doubt(heading) : doubt));
        }
      }
    }
  }

  /** What stands before the number, without the metric's own words. */
  private static String before(String sentence, Matcher matcher) {
    int number = matcher.start("number");
    return matcher.end("metric") <= number
        ? sentence.substring(0, matcher.start("metric"))
            + sentence.substring(matcher.end("metric"), number)
        : sentence.substring(0, number);
  }

  private int line(int at) {
    int line = first;
    for (int i = 1; i < starts.size() && starts.get(i) <= at; i++) {
      line = first + i;
    }
    return line;
  }
}
