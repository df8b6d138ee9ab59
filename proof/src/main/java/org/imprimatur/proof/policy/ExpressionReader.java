// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads CEL (parsed by dev.cel) into an {@link Expression}. Only what can be decided in three
 * values is taken: {@code && || !}, comparisons, {@code + - *}, {@code in} over answers.
 */
final class ExpressionReader {
  private static final int LONGEST = 2_000;
  private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder().build();

  private final CelAbstractSyntaxTree tree;
  private final Map<String, List<String>> questions;
  private final Optional<String> evidenceClass;
  private final Set<String> metrics = new LinkedHashSet<>();
  private final Set<String> answers = new LinkedHashSet<>();

  private ExpressionReader(
      CelAbstractSyntaxTree tree,
      Map<String, List<String>> questions,
      Optional<String> evidenceClass) {
    this.tree = tree;
    this.questions = questions;
    this.evidenceClass = evidenceClass;
  }

  /** An expression that cannot be taken; {@code offset} counts characters into its text. */
  static final class Refused extends Exception {
    private final int offset;
    private final String sentence;

    Refused(int offset, String sentence) {
      super(sentence);
      this.offset = offset;
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }

    int offset() {
      return offset;
    }
  }

  /** Reads a rule of risk, over the questions with their known answers. */
  static Expression overAnswers(String text, Map<String, List<String>> questions) throws Refused {
    return read(text, questions, Optional.empty());
  }

  /** Reads a condition over the metrics of an evidence class, whose names are known. */
  static Expression overMetrics(String text, String evidenceClass) throws Refused {
    return read(text, Map.of(), Optional.of(evidenceClass));
  }

  static Expression read(
      String text, Map<String, List<String>> questions, Optional<String> evidenceClass)
      throws Refused {
    if (text.length() > LONGEST) {
      throw new Refused(0, "An expression has at most " + LONGEST + " characters. Shorten it.");
    }
    CelValidationResult parsed = PARSER.parse(text);
    for (CelIssue issue : parsed.getErrors()) {
      int column = Math.max(0, issue.getSourceLocation().getColumn());
      throw new Refused(column, "This is not CEL: " + issue.getMessage());
    }
    try {
      var reader = new ExpressionReader(parsed.getAst(), questions, evidenceClass);
      Expression.Truth root = reader.truth(reader.tree.getExpr());
      return new Expression(text, root, reader.metrics, reader.answers);
    } catch (CelValidationException e) {
      throw new Refused(0, "This is not CEL: " + e.getMessage());
    }
  }

  private Expression.Truth truth(CelExpr expr) throws Refused {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE) {
      return new Expression.Constant(expr.constant().booleanValue());
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      throw refused(expr, "a comparison is needed here, such as metrics.roc_auc >= 0.75");
    }
    List<CelExpr> args = expr.call().args();
    return switch (expr.call().function()) {
      case "_&&_" -> new Expression.And(truth(args.get(0)), truth(args.get(1)));
      case "_||_" -> new Expression.Or(truth(args.get(0)), truth(args.get(1)));
      case "!_" -> new Expression.Not(truth(args.get(0)));
      case "_<=_" -> new Expression.AtMost(number(args.get(0)), number(args.get(1)), false);
      case "_<_" -> new Expression.AtMost(number(args.get(0)), number(args.get(1)), true);
      case "_>=_" -> new Expression.AtMost(number(args.get(1)), number(args.get(0)), false);
      case "_>_" -> new Expression.AtMost(number(args.get(1)), number(args.get(0)), true);
      case "_==_" -> equal(args.get(0), args.get(1));
      case "_!=_" -> new Expression.Not(equal(args.get(0), args.get(1)));
      case "@in" -> answeredWith(args.get(0), args.get(1));
      case "has" ->
          throw refused(expr, "has() is not needed: what is missing never satisfies. Leave it out");
      default -> throw refused(expr, "a policy cannot use " + expr.call().function() + " here");
    };
  }

  private Expression.Truth equal(CelExpr left, CelExpr right) throws Refused {
    if (left.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      return new Expression.AnsweredWith(question(left), Set.of(answer(left, right)));
    }
    if (right.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      return new Expression.AnsweredWith(question(right), Set.of(answer(right, left)));
    }
    return new Expression.Equal(number(left), number(right));
  }

  private Expression.Truth answeredWith(CelExpr left, CelExpr right) throws Refused {
    if (right.getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw refused(right, "a list of answers is needed here, such as ['assists', 'decides']");
    }
    Set<String> accepted = new LinkedHashSet<>();
    for (CelExpr element : right.list().elements()) {
      accepted.add(answer(left, element));
    }
    return new Expression.AnsweredWith(question(left), Set.copyOf(accepted));
  }

  private String question(CelExpr expr) throws Refused {
    String name = expr.getKind() == CelExpr.ExprKind.Kind.IDENT ? expr.ident().name() : "";
    if (!questions.containsKey(name)) {
      throw refused(
          expr, "\"" + name + "\" is no question. Known: " + String.join(", ", questions.keySet()));
    }
    answers.add(name);
    return name;
  }

  private String answer(CelExpr question, CelExpr expr) throws Refused {
    List<String> known = questions.getOrDefault(question(question), List.of());
    boolean text =
        expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    if (!text || !known.contains(expr.constant().stringValue())) {
      throw refused(expr, "one of the question's answers is needed: " + String.join(", ", known));
    }
    return expr.constant().stringValue();
  }

  private Expression.Quantity number(CelExpr expr) throws Refused {
    return switch (expr.getKind()) {
      case CONSTANT -> new Expression.Literal(literal(expr));
      case SELECT -> selected(expr);
      case CALL -> computed(expr);
      case IDENT ->
          throw refused(expr, "\"" + expr.ident().name() + "\" is no number. Write metrics.NAME");
      case NOT_SET, LIST, MAP, STRUCT, COMPREHENSION ->
          throw refused(expr, "a number or metrics.NAME is needed here");
    };
  }

  private double literal(CelExpr expr) throws Refused {
    return switch (expr.constant().getKind()) {
      case DOUBLE_VALUE -> expr.constant().doubleValue();
      case INT64_VALUE -> (double) expr.constant().int64Value();
      default -> throw refused(expr, "a number is needed here");
    };
  }

  private Expression.Quantity selected(CelExpr expr) throws Refused {
    if (expr.select().testOnly()) {
      throw refused(expr, "only metrics.NAME is known here");
    }
    return metric(expr, expr.select().operand(), expr.select().field());
  }

  /** {@code metrics["NAME"]}: a name with dots or spaces cannot be written otherwise. */
  private Expression.Quantity indexed(CelExpr expr, CelExpr operand, CelExpr name) throws Refused {
    if (name.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || name.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      throw refused(name, "a name in quotes is needed here, such as metrics[\"roc_auc\"]");
    }
    return metric(expr, operand, name.constant().stringValue());
  }

  private Expression.Quantity metric(CelExpr expr, CelExpr operand, String name) throws Refused {
    if (operand.getKind() != CelExpr.ExprKind.Kind.IDENT
        || !operand.ident().name().equals("metrics")
        || evidenceClass.isEmpty()) {
      throw refused(
          expr,
          evidenceClass.isEmpty()
              ? "no metrics are known here, only questions: "
                  + String.join(", ", questions.keySet())
              : "only metrics.NAME and metrics[\"NAME\"] are known here");
    }
    Optional<String> unknown = MetricNames.refusal(evidenceClass.get(), name);
    if (unknown.isPresent()) {
      throw refused(expr, unknown.get());
    }
    metrics.add(name);
    return new Expression.Metric(name);
  }

  private Expression.Quantity computed(CelExpr expr) throws Refused {
    List<CelExpr> args = expr.call().args();
    Expression.Quantity minus = new Expression.Literal(-1);
    return switch (expr.call().function()) {
      case "_+_" -> new Expression.Sum(number(args.get(0)), number(args.get(1)));
      case "_-_" ->
          new Expression.Sum(
              number(args.get(0)), new Expression.Product(minus, number(args.get(1))));
      case "-_" -> new Expression.Product(minus, number(args.get(0)));
      case "_[_]" -> indexed(expr, args.get(0), args.get(1));
      case "_*_" -> new Expression.Product(number(args.get(0)), number(args.get(1)));
      default -> throw refused(expr, "a policy cannot compute with " + expr.call().function());
    };
  }

  private Refused refused(CelExpr expr, String message) {
    Integer offset = tree.getSource().getPositionsMap().get(expr.id());
    return new Refused(
        offset == null ? 0 : offset, message.endsWith("?") ? message : message + ".");
  }
}
