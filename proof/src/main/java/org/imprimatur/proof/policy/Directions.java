// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.Set;
import java.util.TreeSet;

/**
 * In which direction an expression holds its metrics; one can stand in both.
 *
 * @param atLeast those of which it asks more
 * @param atMost those of which it asks less
 */
public record Directions(Set<String> atLeast, Set<String> atMost) {
  public Directions {
    atLeast = Set.copyOf(atLeast);
    atMost = Set.copyOf(atMost);
  }

  /** Those of an expression, however its sides stand. */
  public static Directions of(Expression expression) {
    Set<String> least = new TreeSet<>();
    Set<String> most = new TreeSet<>();
    asked(expression.root(), least, most);
    return new Directions(least, most);
  }

  private static void asked(Expression.Truth truth, Set<String> least, Set<String> most) {
    switch (truth) {
      case Expression.And(var left, var right) -> {
        asked(left, least, most);
        asked(right, least, most);
      }
      case Expression.Or(var left, var right) -> {
        asked(left, least, most);
        asked(right, least, most);
      }
      case Expression.Not(var operand) -> asked(operand, most, least);
      case Expression.AtMost(var left, var right, var _) -> {
        named(left, most, least);
        named(right, least, most);
      }
      case Expression.Equal(var left, var right) -> {
        for (Expression.Quantity side : new Expression.Quantity[] {left, right}) {
          named(side, least, most);
          named(side, most, least);
        }
      }
      case Expression.Constant _, Expression.AnsweredWith _ -> {}
    }
  }

  /** What grows with a quantity goes to one set; what it shrinks with to the other. */
  private static void named(Expression.Quantity quantity, Set<String> grows, Set<String> shrinks) {
    switch (quantity) {
      case Expression.Metric(var name) -> grows.add(name);
      case Expression.Literal _ -> {}
      case Expression.Sum(var left, var right) -> {
        named(left, grows, shrinks);
        named(right, grows, shrinks);
      }
      case Expression.Product(Expression.Literal(var factor), var right) when factor < 0 ->
          named(right, shrinks, grows);
      case Expression.Product(var left, Expression.Literal(var factor)) when factor < 0 ->
          named(left, shrinks, grows);
      case Expression.Product(var left, var right) -> {
        named(left, grows, shrinks);
        named(right, grows, shrinks);
      }
    }
  }
}
