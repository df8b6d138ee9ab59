// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

/** One metric of an evidence class, written as an expression names it. */
public final class MetricPath {
  private MetricPath() {}

  /**
   * The name of the metric.
   *
   * @param path {@code metrics.NAME} or {@code metrics["NAME"]}
   * @throws IllegalArgumentException with a sentence, where it is none of the class
   */
  public static String name(String path, String evidenceClass) {
    Expression compared = Expression.overMetrics(path + " >= 0", evidenceClass);
    if (compared.root()
        instanceof Expression.AtMost(Expression.Literal _, Expression.Metric(var name), var _)) {
      return name;
    }
    throw new IllegalArgumentException("One metric is needed, such as metrics.roc_auc.");
  }
}
