// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Arrays;
import java.util.Optional;

/** A metric that a margin of non-inferiority may be set for. */
public enum ComparedMetric {
  ROC_AUC("roc_auc", "ROC AUC", true, true),
  ACCURACY("accuracy", "accuracy", true, true),
  F1_MACRO("f1_macro", "macro F1", true, true),
  F1_WEIGHTED("f1_weighted", "weighted F1", true, true),
  LOG_LOSS("log_loss", "log loss", false, false),
  R2("r2", "R²", true, true),
  RMSE("rmse", "RMSE", false, false),
  MAE("mae", "MAE", false, false);

  private final String word;
  private final String title;
  private final boolean moreIsBetter;
  private final boolean share;

  ComparedMetric(String word, String title, boolean moreIsBetter, boolean share) {
    this.word = word;
    this.title = title;
    this.moreIsBetter = moreIsBetter;
    this.share = share;
  }

  public String word() {
    return word;
  }

  /** As it is called within a sentence. */
  public String title() {
    return title;
  }

  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  /**
   * Whether 0.02 means the same in every data set. The others have a unit: the label's, or that of
   * a logarithm.
   */
  public boolean isShare() {
    return share;
  }

  public static Optional<ComparedMetric> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** Whether the challenger is at most the margin worse, in this metric's unit and direction. */
  public NonInferiority nonInferiority(Interval difference, double margin) {
    return NonInferiority.of(
        moreIsBetter ? difference : new Interval(-difference.high(), -difference.low()), margin);
  }

  /** The same of an estimate, which may have no interval. */
  public NonInferiority nonInferiority(Estimate difference, double margin) {
    Interval interval = difference.interval();
    return interval == null ? NonInferiority.CANNOT_BE_TOLD : nonInferiority(interval, margin);
  }
}
