// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Mark;

/** Figures in words: the interval's half-width sets the decimals, a true minus, comma thousands. */
final class Words {
  private static final int MOST_DECIMALS = 3;

  private Words() {}

  static String count(long number) {
    return NumberFormat.getIntegerInstance(Locale.UK).format(number);
  }

  /** {@code 1 thing}, {@code 2 things}. */
  static String counted(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** A figure with as many decimals as its interval supports. */
  static String figure(double value, double halfWidth) {
    return decimal(value, decimals(halfWidth));
  }

  static String figure(double value) {
    return decimal(value, MOST_DECIMALS);
  }

  private static int decimals(double halfWidth) {
    if (!(halfWidth > 0)) {
      return MOST_DECIMALS;
    }
    int decimals = (int) Math.ceil(-Math.log10(halfWidth)) + 1;
    return Math.max(0, Math.min(MOST_DECIMALS, decimals));
  }

  static String decimal(double value, int decimals) {
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() < 0 ? "−" + rounded.negate().toPlainString() : rounded.toPlainString();
  }

  /** Four significant digits, as few as say them. */
  static String short4(double value) {
    return significant(value, 4);
  }

  /** Three of them. */
  static String short3(double value) {
    return significant(value, 3);
  }

  private static String significant(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    String text =
        Math.abs(value) >= 1e7 || (value != 0 && Math.abs(value) < 1e-4)
            ? rounded.toString()
            : rounded.toPlainString();
    return text.replace("-", "−");
  }

  static String signed(double value, int decimals) {
    String text = decimal(value, decimals);
    return value > 0 ? "+" + text : text;
  }

  /** One decimal after a no-break space. */
  static String percent(double share) {
    return decimal(share * 100, 1) + "\u00a0%";
  }

  static String interval(double low, double high) {
    double half = (high - low) / 2;
    return "[" + figure(low, half) + ", " + figure(high, half) + "]";
  }

  static String percents(double low, double high) {
    return "[" + decimal(low * 100, 1) + ", " + decimal(high * 100, 1) + "]";
  }

  /** Where a value stands on an axis, as a percentage of its width; never beyond its ends. */
  static String place(double value, double from, double to) {
    double share = (value - from) / (to - from);
    double held = Math.max(0, Math.min(1, share));
    // A margin on both sides, so that marks at the ends stay whole.
    return decimal(3 + 94 * held, 1).replace("−", "-") + "%";
  }

  static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** What a person wrote, with the full stop that they may have left out. */
  static String sentence(String words) {
    String stripped = words.strip();
    return stripped.matches("(?s).*[.!?…:;]") ? stripped : stripped + ".";
  }

  /** {@code a, b and c}. */
  static String list(List<String> words) {
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  static String level(String level) {
    return switch (level) {
      case "computed-here" -> "computed here";
      case "runner" -> "computed by a runner";
      default -> level;
    };
  }

  /** The level of an item, and what a reader must know of how it was computed. */
  static String level(Dossier.Item item) {
    String level = level(item.level().word());
    return Computation.isUnconfined(item.content()) ? level + ", without confinement" : level;
  }

  /** What computing an item once more came to, where neither record is at hand. */
  static String again(EvidenceReproduced act) {
    if (!act.equal()) {
      return "something else";
    }
    return act.computed().equals(act.evidence()) ? "the same bytes" : "in agreement with it";
  }

  /** The same with what the records say of themselves. */
  static Mark again(EvidenceReproduced act, Json.Obj recorded, Json.Obj computed) {
    String how = Computation.isUnconfined(computed) ? ", without confinement" : "";
    if (!act.equal()) {
      return new Mark("something else" + how, "circle-x", "bad");
    }
    if (act.computed().equals(act.evidence())) {
      return Mark.WITHIN.saying("the same bytes" + how);
    }
    boolean measured = Tree.text(recorded, "kind").equals(Optional.of("measured"));
    return Mark.WITHIN.saying((measured ? "within its tolerance" : "the same figures") + how);
  }

  /** What a person decided. */
  static Mark decision(String decision) {
    return switch (decision) {
      case "approve" -> new Mark("Approved", "circle-check", "ok");
      case "approve-with-conditions" -> new Mark("Approved with conditions", "list-check", "ok");
      case "reject" -> new Mark("Rejected", "circle-x", "bad");
      default -> new Mark("Abstained", "circle-minus", "mute");
    };
  }
}
