// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * A policy that one person proposed and another may publish.
 *
 * @param facts who proposed it and why, and what it reaches
 * @param phases what it enforces from another day on, and what it watches first
 * @param changed its lines against the newest policy of its name
 * @param note what the lines do not say; empty where they say everything
 * @param against why the person who looks cannot publish it; nothing where they can
 * @param answers whether they may decline it
 * @param watches whether they may have it watched
 */
public record ProposalSheet(
    String proposal,
    String name,
    Code digest,
    List<Fact> facts,
    Table phases,
    Table changed,
    String note,
    List<String> against,
    boolean answers,
    boolean watches,
    String text) {
  public ProposalSheet {
    facts = List.copyOf(facts);
    against = List.copyOf(against);
  }
}
