// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.imprimatur.proof.policy.AddedRequirement;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.PublishedPolicy;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.web.ui.AnchorWords.Measured;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ProposalForm;
import org.springframework.stereotype.Component;

/**
 * A challenge made into a check, so that nobody has to raise it again: the form to propose a policy
 * begins with the newest text and one requirement more. What is proposed is for its writer to
 * choose, and a second person publishes it.
 */
@Component
record MadeChecks(Gates gates, Discussions discussions, Policies policies, AnchorWords anchors) {
  private static final int DECIMALS = 4;

  /** Where a challenge is made a check; empty for whoever proposes no policy, or of no metric. */
  Optional<Link> link(Standing standing, Caller caller, RaisedChallenge challenge) {
    return caller.may(Permission.PUBLISH)
            && anchors.metric(challenge.raised().anchor(), standing.input().dossier()).isPresent()
        ? Optional.of(
            new Link(
                "Make this a check",
                "/policy-proposals/new?submission=%d&challenge=%d"
                    .formatted(standing.submission().number(), challenge.number())))
        : Optional.empty();
  }

  /** What the form begins with; empty where the challenge is of no metric. */
  Optional<ProposalForm> form(long submission, long challenge) {
    Standing standing = gates.standing(submission);
    return discussions.of(submission).challenges().stream()
        .filter(one -> one.number() == challenge)
        .findFirst()
        .flatMap(
            raised ->
                anchors
                    .metric(raised.raised().anchor(), standing.input().dossier())
                    .map(metric -> form(standing, raised, metric)));
  }

  private ProposalForm form(Standing standing, RaisedChallenge challenge, Measured metric) {
    PublishedPolicy newest = policies.newest(standing.input().policy().name()).orElseThrow();
    String text = new String(policies.bytes(newest.digest()), UTF_8);
    String gate = standing.input().subject().gate();
    String limit =
        BigDecimal.valueOf(metric.value())
            .setScale(DECIMALS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
    String from =
        "challenge %d on submission %d"
            .formatted(challenge.number(), standing.submission().number());
    var added =
        new AddedRequirement(
            "From %s, where it was %s.".formatted(from, limit),
            challenge.raised().anchor().evidenceClass(),
            standing.input().subject().tier(),
            metric.name(),
            AddedRequirement.isMoreBetter(metric.name()),
            limit);
    Optional<String> whole = added.in(text, gate);
    return new ProposalForm(
        whole.orElse(text),
        "From %s.".formatted(from),
        whole.isPresent()
            ? "The last requirement of the %s gate is new, from %s. Its limit is what this version came to: choose your own, with the operator and the tiers."
                .formatted(gate, from)
            : "The requirements of the %s gate are not written one a line, so that none could be added. %s was %s in %s."
                .formatted(gate, metric.name(), limit, from));
  }
}
