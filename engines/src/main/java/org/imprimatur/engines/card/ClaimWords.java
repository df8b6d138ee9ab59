// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that cards give to metrics, and the words that make a number no claim. */
final class ClaimWords {
  /** Metrics by the names that people give them; the longer name stands before the shorter. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("(?:pr[ _-]?auc|auc[ _-]?pr|auprc)", "");
    NAMES.put(
        "(?:roc[ _-]?auc|auc[ _-]?\\(?roc\\)?|auroc|area under (?:the )?(?:roc|receiver operating"
            + " characteristic)(?: curve)?|auc)",
        "roc_auc");
    NAMES.put("average[ _-]precision", "average_precision");
    NAMES.put("balanced[ _-]accuracy", "balanced_accuracy");
    NAMES.put("(?:accuracy|accurate)", "accuracy");
    NAMES.put("(?:precision|positive predictive value|ppv)", "precision");
    NAMES.put("(?:recall|sensitivity|true positive rate|tpr)", "recall");
    NAMES.put("(?:specificity|true negative rate|tnr)", "specificity");
    NAMES.put("f1(?:[ _-]?score)?", "f1");
    NAMES.put("(?:mcc|matthews(?:'s?)? correlation(?: coefficient)?|matthews_correlation)", "mcc");
    NAMES.put("(?:ks|kolmogorov[ -]smirnov)(?: statistic)?", "ks");
    NAMES.put("gini(?: coefficient)?", "gini");
    NAMES.put("brier(?:[ _-]score(?:_loss)?)?", "brier");
    NAMES.put("(?:log[ _-]?loss|logloss|cross[ -]entropy)", "log_loss");
    NAMES.put("(?:ece|expected calibration error)", "ece_10");
    NAMES.put("selection[ _-]rate", "selection_rate");
  }

  /** A share with decimals, or a percentage; a bare whole number is neither. */
  static final String NUMBER =
      "(?<![\\w.,-])(?:\\d{1,3}(?:[.,]\\d{1,10})?[  ]?(?:%|per"
          + " ?cent)|[01]?[.,]\\d{1,10})(?![\\w]|[.,]\\d)";

  static final String METRIC = "(?<![\\w-])(?:" + String.join("|", NAMES.keySet()) + ")(?![\\w-])";

  private static final int FLAGS = Pattern.CASE_INSENSITIVE;

  /** Asked for, not measured. */
  static final Pattern LIMIT =
      words(
          "at least|at most|minimum|maximum|min|max|below|above|under|over|exceeds?|exceeding|more"
              + " than|less than|greater|lower than|higher than|limits?|thresholds?|cut-?offs?"
              + "|targets?|goals?|required?|requires|requirements?|must|should|aims?|would|could|expected|policy|accepted|acceptance|criteri(?:on|a)|up"
              + " to|or (?:more|better|higher|less|lower|worse)|guess(?:ing|er)?|random|chance");

  /** Another model. */
  static final Pattern OTHER =
      words(
          "previous(?:ly)?|prior|earlier|former(?:ly)?|before|baselines?|champion|challenger|competitors?|benchmarks?|old|older|human|literature|papers?|published|state"
              + " of the art|other models?|another model|predecessors?|last"
              + " (?:year|version)|versions? \\d[\\w.]*|v\\d[\\w.]*|compared (?:to|with)");

  /** This model again, after another one was spoken of. */
  static final Pattern OWN = words("this|the model|our|ours|we|now|new|current|currently|it");

  /** Other rows than the test set's. */
  static final Pattern DATA =
      words(
          "train|training|trained|validation|cross-?validat(?:ed|ion)|cv|folds?|in-sample"
              + "|out-of-time|development|dev|calibration set|subgroups?|groups?|segments?|among"
              + "|women|men|female|male|black|white|older|younger");

  private static final Pattern WHERE_OTHERS_START =
      Pattern.compile(
          "(?i)[,;.:](?=\\s|$)|\\b(?:compared|versus|vs|against|than|while|whereas|but|and)\\b");

  private ClaimWords() {}

  private static Pattern words(String alternatives) {
    return Pattern.compile("(?<![\\w-])(?:" + alternatives + ")(?![\\w-])", FLAGS);
  }

  static Pattern pattern(String regex) {
    return Pattern.compile(regex, FLAGS);
  }

  /** The metric of a name; nothing for a name of another. */
  static Optional<String> metric(String name) {
    for (Map.Entry<String, String> entry : NAMES.entrySet()) {
      if (pattern(entry.getKey()).matcher(name.strip()).matches()) {
        return Optional.of(entry.getValue()).filter(metric -> !metric.isEmpty());
      }
    }
    return Optional.empty();
  }

  /** The number as a share, with as many decimals as the text has. */
  static BigDecimal number(String text) {
    boolean percent = text.contains("%") || text.toLowerCase(Locale.ROOT).contains("cent");
    String digits = text.replaceAll("[^\\d.,]", "").replace(',', '.');
    BigDecimal value = new BigDecimal(digits.startsWith(".") ? "0" + digits : digits);
    return percent ? value.movePointLeft(2) : value;
  }

  /**
   * Why a number in a sentence may be no claim; empty where nothing speaks against it.
   *
   * @param before the sentence up to the number
   * @param after the sentence from the number on
   */
  static String doubt(String before, String after) {
    String next = WHERE_OTHERS_START.split(after, 2)[0];
    String clause = before.substring(lastBreak(before));
    if (LIMIT.matcher(clause).find()
        || LIMIT.matcher(next).find()
        || before.matches("(?s).*[<>≤≥]=?\\s*")) {
      return "a limit or a target";
    }
    if (last(OTHER, before) > last(OWN, before) || OTHER.matcher(next).find()) {
      return "another model";
    }
    return DATA.matcher(clause).find() || DATA.matcher(next).find() ? "other rows" : "";
  }

  /** Why a heading, a column or a row of a table makes its numbers no claims. */
  static String doubt(String title) {
    if (LIMIT.matcher(title).find()) {
      return "a limit or a target";
    }
    if (OTHER.matcher(title).find()) {
      return "another model";
    }
    return DATA.matcher(title).find() ? "other rows" : "";
  }

  private static int lastBreak(String text) {
    int at = 0;
    Matcher matcher = pattern("[,;](?=\\s)").matcher(text);
    while (matcher.find()) {
      at = matcher.end();
    }
    return at;
  }

  private static int last(Pattern pattern, String text) {
    int at = -1;
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      at = matcher.start();
    }
    return at;
  }
}
