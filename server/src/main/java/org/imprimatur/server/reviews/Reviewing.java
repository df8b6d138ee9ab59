// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.ReviewConduct;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Dockets;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How anything is said in a review: over the state of the moment, by the rule of the proof. */
@Component
record Reviewing(Audit audit, Blobs blobs, Submissions submissions, Dockets dockets) {
  private static final int LONGEST = 10_000;

  /** What an act is made from, as it stands in the write transaction. */
  record Scene(Stamp stamp, JdbcClient db, Docket docket, List<Act> told) {
    Scene {
      told = List.copyOf(told);
    }

    String model() {
      return docket.opened().model();
    }

    long submission() {
      return docket.opened().submission();
    }

    /** What was found, doubted and said of the model so far. */
    Review review() {
      return Review.of(told);
    }

    Scene after(ReviewAct act) {
      List<Act> more = new ArrayList<>(told);
      more.add(act);
      return new Scene(stamp, db, docket, more);
    }
  }

  /** Makes what is said from the scene. */
  interface Making<M> {
    M make(Scene scene);
  }

  /** What is said in one: all of it is recorded or nothing; the closing act comes last. */
  record Together<A extends ReviewAct>(List<? extends ReviewAct> before, A closing) {
    Together {
      before = List.copyOf(before);
    }
  }

  /** Records what the making makes, if nothing stands against it. */
  <A extends ReviewAct> A say(
      Caller caller, long submission, OptionalLong seen, boolean whileOpen, Making<A> making) {
    return sayTogether(
        caller,
        submission,
        seen,
        whileOpen,
        scene -> new Together<>(List.of(), making.make(scene)));
  }

  /** Records all of it, if nothing stands against any; the closing act answers what was seen. */
  <A extends ReviewAct> A sayTogether(
      Caller caller,
      long submission,
      OptionalLong seen,
      boolean whileOpen,
      Making<Together<A>> making) {
    caller.needs(Permission.DISCUSS);
    return audit.record(
        moment -> {
          Submission found = submissions.get(moment.db(), submission);
          if (whileOpen && found.status() != Submission.Status.OPEN) {
            return new Ruling.Refused<>(
                refusal("submission.closed", 409, "Submission " + submission + " has ended."));
          }
          Scene scene = scene(moment, caller, found);
          return ruling(scene, making.make(scene), seen);
        });
  }

  private Scene scene(Moment moment, Caller caller, Submission submission) {
    List<Act> told = new ArrayList<>(Entries.acts(moment.db(), submission.opened().model()));
    // A plan names its submission alone.
    Entries.acts(moment.db(), "submission:" + submission.number()).stream()
        .filter(ValidationPlanned.class::isInstance)
        .forEach(told::add);
    Docket docket = dockets.read(moment.db(), submission);
    Set<String> rolesHere = docket.people().rolesOf(caller.id());
    return new Scene(
        caller.stamp(moment, Permission.DISCUSS, rolesHere), moment.db(), docket, told);
  }

  private static <A extends ReviewAct> Ruling<A> ruling(
      Scene scene, Together<A> said, OptionalLong seen) {
    Optional<Refusal> moved = Moved.since(scene.review(), said.closing(), seen);
    if (moved.isPresent()) {
      return new Ruling.Refused<>(moved.get());
    }
    List<Act> acts = new ArrayList<>();
    List<Reason> against = new ArrayList<>();
    Scene then = scene;
    for (ReviewAct act : said.before()) {
      against.addAll(against(then, act));
      acts.add(act);
      then = then.after(act);
    }
    against.addAll(against(then, said.closing()));
    acts.add(said.closing());
    return against.isEmpty()
        ? new Ruling.Granted<>(acts, said.closing())
        : new Ruling.Refused<>(refusal(against));
  }

  private static List<Reason> against(Scene scene, ReviewAct act) {
    return new ReviewConduct(scene.docket(), scene.review()).against(act);
  }

  /**
   * The place in the dossier, with the digest that it has now; another than was seen is refused.
   */
  static Anchor anchor(Scene scene, Place place) {
    Optional<Digest> now =
        ReviewConduct.digest(scene.docket().dossier(), place.evidenceClass(), place.item());
    if (place.seen().isPresent() && !place.seen().equals(now)) {
      throw new RefusedException(
          new Refusal(
              "review.moved",
              409,
              "Not said: the evidence was replaced since you saw it.",
              List.of(
                  "%s %s was %s and is %s."
                      .formatted(
                          place.evidenceClass(),
                          place.item(),
                          place.seen().get().brief(),
                          now.map(Digest::brief).orElse("gone"))),
              "Look at it again. Your words are kept and stand in the form."));
    }
    return new Anchor(place.evidenceClass(), place.item(), place.path(), now);
  }

  Digest words(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      throw unsaid();
    }
    return blobs.put(stripped.getBytes(StandardCharsets.UTF_8));
  }

  static RefusedException unsaid() {
    return new RefusedException(refusal("review.text", 422, "Say it in 1 to 10,000 characters."));
  }

  /** Decisions of a person are taken on the page; a token only asks and answers. */
  static void onPage(Caller caller) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw new RefusedException(
          refusal("review.session", 403, "People decide this on the page; a token cannot."));
    }
  }

  private static Refusal refusal(List<Reason> against) {
    List<String> reasons = new ArrayList<>();
    against.forEach(reason -> reasons.add(reason.sentence()));
    Reason first = against.getFirst();
    return new Refusal(
        first.code(),
        status(first.code()),
        first.sentence(),
        reasons.subList(1, reasons.size()),
        "The guide on challenges says who does what.");
  }

  private static int status(String code) {
    boolean somebodyElse = code.contains("-by-") || code.endsWith("-unasked");
    if (somebodyElse || code.equals("review.role") || code.endsWith(".contributor")) {
      return 403;
    }
    if (code.endsWith(".unknown")) {
      return 404;
    }
    return switch (code) {
      case "challenge.resolved",
          "challenge.unanswered",
          "finding.closed",
          "finding.not-fixed",
          "finding.retested-too-soon",
          "review.anchor" ->
          409;
      default -> 422;
    };
  }

  static Refusal refusal(String code, int status, String sentence) {
    return new Refusal(
        code, status, sentence, List.of(), "The guide on challenges says who does what.");
  }
}
