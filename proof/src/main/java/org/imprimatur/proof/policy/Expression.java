// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CEL expression, compiled once and evaluated in three values over intervals. A metric or answer
 * that is missing anywhere in it makes the whole expression undecidable, whatever stands around it:
 * neither {@code ||} nor {@code !} can turn what is missing into a pass.
 */
public record Expression(String text, Truth root, Set<String> metrics, Set<String> answers) {
  public Expression {
    metrics = Set.copyOf(metrics);
    answers = Set.copyOf(answers);
  }

  /** Reads an expression over a class's metrics; what cannot be read is an illegal argument. */
  public static Expression overMetrics(String text, String evidenceClass) {
    if (!EvidenceClasses.ALL.contains(evidenceClass)) {
      throw new IllegalArgumentException(EvidenceClasses.unknown(evidenceClass));
    }
    return over(text, evidenceClass);
  }

  /** Reads an expression over signals, in which every promise is a metric by its name. */
  public static Expression overSignals(String text) {
    // No class has this name, so that every name of a metric is taken.
    return over(text, "");
  }

  private static Expression over(String text, String evidenceClass) {
    try {
      return ExpressionReader.overMetrics(text, evidenceClass);
    } catch (ExpressionReader.Refused e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  /** What came out, and which of the facts that it names are missing. */
  public record Evaluated(Answer answer, List<String> missing) {
    public Evaluated {
      missing = List.copyOf(missing);
    }
  }

  public Evaluated evaluate(Facts facts) {
    List<String> missing =
        Stream.concat(
                metrics.stream().filter(name -> !facts.metrics().containsKey(name)),
                answers.stream().filter(name -> !facts.answers().containsKey(name)))
            .sorted()
            .toList();
    return missing.isEmpty()
        ? new Evaluated(root.answer(facts), missing)
        : new Evaluated(Answer.UNKNOWN, missing);
  }

  /** Something that is true, false or cannot be told. */
  public sealed interface Truth {
    Answer answer(Facts facts);
  }

  record Constant(boolean truth) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      return Answer.of(truth);
    }
  }

  record And(Truth left, Truth right) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      return left.answer(facts).and(right.answer(facts));
    }
  }

  record Or(Truth left, Truth right) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      return left.answer(facts).or(right.answer(facts));
    }
  }

  record Not(Truth operand) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      return operand.answer(facts).not();
    }
  }

  /** Whether a question was answered with one of these. */
  record AnsweredWith(String question, Set<String> accepted) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      String given = facts.answers().get(question);
      return given == null ? Answer.UNKNOWN : Answer.of(accepted.contains(given));
    }
  }

  /** {@code left <= right}, or {@code left < right} where strict. */
  record AtMost(Quantity left, Quantity right, boolean strict) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      Facts.Range a = left.range(facts);
      Facts.Range b = right.range(facts);
      if (strict) {
        return a.high() < b.low() ? Answer.YES : a.low() >= b.high() ? Answer.NO : Answer.UNKNOWN;
      }
      return a.high() <= b.low() ? Answer.YES : a.low() > b.high() ? Answer.NO : Answer.UNKNOWN;
    }
  }

  /** Equality of numbers; it can be told only of points and of ranges that do not meet. */
  record Equal(Quantity left, Quantity right) implements Truth {
    @Override
    public Answer answer(Facts facts) {
      Facts.Range a = left.range(facts);
      Facts.Range b = right.range(facts);
      if (a.high() < b.low() || b.high() < a.low()) {
        return Answer.NO;
      }
      return a.low() == a.high() && a.equals(b) ? Answer.YES : Answer.UNKNOWN;
    }
  }

  /** A number as an interval. */
  public sealed interface Quantity {
    Facts.Range range(Facts facts);
  }

  record Literal(double value) implements Quantity {
    @Override
    public Facts.Range range(Facts facts) {
      return Facts.Range.point(value);
    }
  }

  record Metric(String name) implements Quantity {
    @Override
    public Facts.Range range(Facts facts) {
      Facts.Range range = facts.metrics().get(name);
      if (range == null) {
        throw new IllegalStateException("The metric " + name + " was not looked for first.");
      }
      return range;
    }
  }

  record Sum(Quantity left, Quantity right) implements Quantity {
    @Override
    public Facts.Range range(Facts facts) {
      Facts.Range a = left.range(facts);
      Facts.Range b = right.range(facts);
      return new Facts.Range(a.low() + b.low(), a.high() + b.high());
    }
  }

  record Product(Quantity left, Quantity right) implements Quantity {
    @Override
    public Facts.Range range(Facts facts) {
      Facts.Range a = left.range(facts);
      Facts.Range b = right.range(facts);
      double[] ends = {
        a.low() * b.low(), a.low() * b.high(), a.high() * b.low(), a.high() * b.high()
      };
      Arrays.sort(ends);
      return new Facts.Range(ends[0], ends[3]);
    }
  }
}
