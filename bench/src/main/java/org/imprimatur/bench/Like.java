// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;

/** Tells the story of a sample for other models, and lays the documents that they name beside. */
final class Like {
  private static final String AT = "\"at\":\"0000-00-00T00:00:00.000Z\"";
  private static final int SEED = 7;

  private final Blobs blobs;
  private final String model;
  private final List<String> registration = new ArrayList<>();
  private final List<String> version = new ArrayList<>();
  private final List<String> submission = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final Ids source = new Ids(random());
  private String owner = "";
  private String signOff = "";
  private String statement = "";
  private Digest stated;
  private Digest covered;
  private String confirmation = "";
  private Digest assessment;
  private Digest manifest;
  private Digest artifact;
  private Optional<EvidenceRecorded> computed = Optional.empty();
  private String trace = "";
  private Digest traced;

  Like(Sample sample, Blobs blobs) {
    this.blobs = blobs;
    this.model = sample.model();
    Digest none = Digest.of(new byte[0]);
    stated = none;
    traced = none;
    covered = none;
    assessment = none;
    manifest = none;
    artifact = none;
    sample.entries().forEach(this::learn);
  }

  private static RandomGenerator random() {
    return new Random(SEED);
  }

  private void learn(Act act) {
    String text = timeless(new String(act.bytes(), UTF_8));
    switch (act) {
      case ModelRegistered registered -> {
        owner = registered.owner();
        registration.add(text);
      }
      case VersionRegistered registered -> {
        manifest = registered.manifest();
        version.add(text);
      }
      case CardFiled _ -> version.add(text);
      case AttestationIssued _ -> {}
      case RiskConfirmed confirmed -> {
        assessment = confirmed.assessment();
        registration.add(text);
      }
      case EvidenceRecorded evidence when evidence.evidenceClass().equals("artifact") -> {
        computed = Optional.of(evidence);
        submission.add(text);
      }
      case SignoffGiven given -> {
        artifact = Optional.ofNullable(given.covers().get("artifact")).orElseThrow();
        signOff = given.signoff();
        stated = given.statement();
        covered = Optional.ofNullable(given.covers().get("risk")).orElseThrow();
        statement = timeless(document(stated));
        submission.add(text);
      }
      case VerdictGiven given -> {
        traced = given.trace();
        trace = document(traced);
        submission.add(text);
      }
      case Act _ when text.contains("\"submission\":1") -> submission.add(text);
      case Act _ -> registration.add(text);
    }
  }

  private static String timeless(String text) {
    return text.replaceFirst("\"at\":\"[^\"]+\"", AT);
  }

  private String document(Digest digest) {
    return new String(blobs.find(digest).orElseThrow(), UTF_8);
  }

  /** The id of the model of this number, from 0. */
  String id(int number) {
    return ids.get(number);
  }

  /** An entry at an instant. What the entry names and tells the instant itself is laid down now. */
  String at(String entry, String instant) {
    String told = entry.replace(AT, "\"at\":\"" + instant + "\"");
    if (told.contains("\"act\":\"risk.confirmed\"")) {
      confirmation = told;
    }
    int asked = told.indexOf('\n');
    if (asked < 0) {
      return told;
    }
    // The signature covers the confirmation of the tier, which tells its instant.
    told = told.replace(covered.toString(), risk().toString());
    String document = told.substring(asked + 1);
    return told.substring(0, asked).replace(stated.toString(), put(document).toString());
  }

  /** What a sign-off covers of the class risk, by the model's own confirmation. */
  private Digest risk() {
    Json.Obj items =
        Json.obj()
            .put("assessment", assessment.toString())
            .put("confirmation", Digest.of(confirmation.getBytes(UTF_8)).toString())
            .build();
    return Digest.of(Json.obj().put("class", "risk").put("items", items).build());
  }

  /** What it covers of the class artifact, by the model's own files. */
  private Digest artifact(Digest files) {
    Json.Builder items = Json.obj().put("manifest", files.toString());
    computed.ifPresent(one -> items.put(one.item(), one.evidence().toString()));
    return Digest.of(Json.obj().put("class", "artifact").put("items", items.build()).build());
  }

  private Digest put(String document) {
    Digest digest = Digest.of(document.getBytes(UTF_8));
    Path path = blobs.path(digest);
    try {
      if (Files.notExists(path)) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, document);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest;
  }

  /** The same files with one more: no two models have the same, or all would be of one kin. */
  private Digest files(int number) {
    List<Manifest.File> files =
        new ArrayList<>(Manifest.fromJson((Json.Obj) Json.parse(document(manifest))).files());
    byte[] notes = "Model %d.%n".formatted(number).getBytes(UTF_8);
    files.add(new Manifest.File("notes.txt", Digest.of(notes), notes.length));
    return put(new String(new Manifest(files).toJson().canonical(), UTF_8));
  }

  One next(int number, String ownedBy) {
    String id = source.next('m');
    ids.add(id);
    return new One(number, id, ownedBy, source.next('s'), files(number));
  }

  /** Another model with the same story. */
  final class One {
    private final int number;
    private final String id;
    private final String ownedBy;
    private final String sign;
    private final Digest files;

    private One(int number, String id, String ownedBy, String sign, Digest files) {
      this.number = number;
      this.id = id;
      this.ownedBy = ownedBy;
      this.sign = sign;
      this.files = files;
    }

    /** What was said of it before a version came. */
    List<String> registration(boolean assessed) {
      List<String> told = new ArrayList<>();
      for (String entry : registration) {
        if (assessed || !entry.contains("\"act\":\"risk.")) {
          told.add(
              own(entry)
                  .replace("\"owner\":\"" + owner + "\"", "\"owner\":\"" + ownedBy + "\"")
                  .replace(Sample.NAME, "retail-credit-%05d".formatted(number)));
        }
      }
      return told;
    }

    /** Versions of the same files, each with a cut-off of its own; the first has a card. */
    List<String> versions(int first, int last) {
      List<String> told = new ArrayList<>();
      for (int i = first; i <= last; i++) {
        for (String entry : version) {
          if (i == 1 || entry.contains("\"act\":\"version.registered\"")) {
            told.add(
                own(entry)
                    .replace("\"cutoff\":\"0.1\"", "\"cutoff\":\"0.1%03d\"".formatted(i))
                    .replaceFirst("\"version\":1(?=[,}])", "\"version\":" + i));
          }
        }
      }
      return told;
    }

    List<String> promoted(long submitted) {
      return told(submitted, submission);
    }

    /** Still without a signature. */
    List<String> open(long submitted) {
      return told(
          submitted, submission.stream().takeWhile(one -> !one.contains("signoff.given")).toList());
    }

    List<String> withdrawn(long submitted) {
      List<String> told = new ArrayList<>(open(submitted));
      SubmissionOpened opened =
          (SubmissionOpened)
              Act.parse(at(told.getFirst(), "2026-01-01T00:00:00.000Z").getBytes(UTF_8));
      told.add(
          "{\"act\":\"submission.withdrawn\",%s,\"by\":\"%s\",\"submission\":%d,\"v\":1}"
              .formatted(AT, opened.by(), submitted));
      return told;
    }

    private List<String> told(long submitted, List<String> entries) {
      List<String> told = new ArrayList<>();
      for (String entry : entries) {
        String one = own(entry, submitted);
        if (one.contains("\"act\":\"signoff.given\"")) {
          // The statement goes along until the instant is known, which it tells as well.
          one +=
              "\n"
                  + own(statement, submitted)
                      .replace("\"cutoff\":\"0.1\"", "\"cutoff\":\"0.1001\"");
        } else if (one.contains("\"act\":\"verdict.given\"")) {
          one = one.replace(traced.toString(), put(own(trace, submitted)).toString());
        }
        told.add(one);
      }
      return told;
    }

    private String own(String text, long submitted) {
      return own(text).replaceAll("\"submission\":1(?=[,}])", "\"submission\":" + submitted);
    }

    private String own(String text) {
      String told =
          text.replace(model, id)
              .replace(manifest.toString(), files.toString())
              .replace(artifact.toString(), artifact(files).toString());
      return signOff.isEmpty() ? told : told.replace(signOff, sign);
    }
  }
}
