// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.AttestationFacts.LogProof;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.Held;
import org.imprimatur.proof.attestation.SignOffsFacts;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.proof.signature.CoseKey;
import org.imprimatur.proof.signature.Enrolment;
import org.imprimatur.proof.signature.TestingAuthenticator;

/**
 * The story's promotion as a server attests it, where bruno signed with a passkey and lena with her
 * password.
 */
public final class TestingAttested {
  public static final AttestationKey KEY = AttestationKey.generate();
  static final String ORIGIN = "example.org/log";

  final TestingStory story = TestingStory.honest();
  private final KeyPair logKeys = ed25519();
  private final LogKey logKey = LogKey.of(ORIGIN, logKeys.getPublic());

  private TestingAttested() {
    story.acts.set(
        0, new LogOpened(story.acts.getFirst().stamp(), ORIGIN, logKey.vkey(), KEY.publicPem()));
    signWithPasskey();
    // Takes the place of what is issued next.
    Digest none = Digest.of(new byte[0]);
    Stamp stamp = story.stamp(story.acts.size() - 1, Stamp.SYSTEM);
    story.acts.add(new AttestationIssued(stamp, 1, none, Optional.empty()));
    issue(signOffs());
  }

  public static TestingAttested honest() {
    return new TestingAttested();
  }

  private void signWithPasskey() {
    var authenticator = TestingAuthenticator.of(CoseKey.Algorithm.ES256, "credential");
    int position = story.position(SignoffGiven.class);
    SignoffGiven byPassword = story.first(SignoffGiven.class);
    Enrolment made = authenticator.enrol(new byte[32]);
    story.acts.add(
        position,
        new PasskeyEnrolled(
            story.stamp(position, byPassword.by()),
            byPassword.by(),
            "k_first",
            made.credential(),
            made.key().base64Url(),
            TestingAuthenticator.SITE.rp(),
            TestingAuthenticator.SITE.origin(),
            story.put(made.toJson().canonical()),
            made.authenticator()));
    Json.Obj statement =
        TestingPapers.statement(byPassword, story.first(SubmissionOpened.class))
            .put("site", TestingAuthenticator.SITE.toJson())
            .build();
    Json.Obj assertion = authenticator.sign(Digest.of(statement)).toJson();
    Json.Builder entry = Json.obj();
    ((Json.Obj) Json.parse(byPassword.bytes())).members().forEach(entry::put);
    entry
        .put("method", "passkey")
        .put("statement", story.put(statement.canonical()).toString())
        .put("passkey", "k_first")
        .put("assertion", story.put(assertion.canonical()).toString());
    story.acts.set(position + 1, Act.parse(entry.build().canonical()));
    story.answerAgain();
  }

  /** What people signed, each document and each act as the log holds it. */
  public SignOffsFacts signOffs() {
    List<Signed> signed = new ArrayList<>();
    for (int nth = 1; nth <= 2; nth++) {
      int at = story.position(SignoffGiven.class, nth);
      SignoffGiven given = (SignoffGiven) story.acts.get(at);
      Optional<ByPasskey> passkey =
          given
              .asserted()
              .map(
                  asserted ->
                      new ByPasskey(
                          logged(story.position(PasskeyEnrolled.class)),
                          document(asserted.assertion())));
      signed.add(new Signed(logged(at), document(given.statement()), passkey));
    }
    // The approval covers everything that there is.
    return new SignOffsFacts(attested(signed), signed.getLast().given().covers(), signed);
  }

  private AttestationFacts attested(List<Signed> signed) {
    var opened = story.first(SubmissionOpened.class);
    var promoted = story.first(VersionPromoted.class);
    int verdict = story.position(VerdictGiven.class, 2);
    return new AttestationFacts(
        promoted.at(),
        new AttestationFacts.ApprovedVersion(
            "loans", opened.model(), 1, Manifest.fromJson(document(opened.manifest())), "0.4"),
        new AttestationFacts.Passage(1, "production", "high", promoted.from(), promoted.to()),
        new AttestationFacts.Pinned(
            new AttestationFacts.PolicyVersion("lending", 1, opened.policy()),
            opened.use(),
            ((VerdictGiven) story.acts.get(verdict)).trace()),
        signed.stream().map(TestingAttested::named).toList(),
        new LogProof(checkpoint(), logged(verdict), logged(story.position(VersionPromoted.class))));
  }

  private static AttestationFacts.SignedOff named(Signed signed) {
    SignoffGiven given = signed.given();
    return new AttestationFacts.SignedOff(
        given.by(),
        given.role(),
        given.meaning(),
        given.decision(),
        given.statement(),
        TestingPapers.commitment(given.by()));
  }

  /** Puts the two bundles into the log in place of those that it names. */
  void issue(SignOffsFacts signOffs) {
    record(Attestation.issue(signOffs.attested(), KEY), Attestation.issueSignOffs(signOffs, KEY));
  }

  void record(byte[] bundle, byte[] signOffs) {
    record(bundle, Optional.of(signOffs));
  }

  /** As servers recorded it before they attested what people signed. */
  void recordAlone(byte[] bundle) {
    record(bundle, Optional.empty());
  }

  private void record(byte[] bundle, Optional<byte[]> signOffs) {
    int at = story.position(AttestationIssued.class);
    story.acts.set(
        at,
        new AttestationIssued(
            story.acts.get(at).stamp(), 1, story.put(bundle), signOffs.map(story::put)));
  }

  public String vkey() {
    return logKey.vkey();
  }

  public Map<String, Held> held() {
    return Map.of("model.onnx", Held.of("row_id,deny".getBytes(UTF_8)));
  }

  private Json.Obj document(Digest digest) {
    return (Json.Obj) Json.parse(story.blobs.getOrDefault(digest, new byte[0]));
  }

  private List<Hash> leaves() {
    int end = story.position(AttestationIssued.class);
    return story.acts.subList(0, end).stream().map(act -> Hash.leaf(act.bytes())).toList();
  }

  private LoggedAct logged(int position) {
    List<Hash> leaves = leaves();
    return LoggedAct.of(
        position, story.acts.get(position).bytes(), leaves.size(), Leaves.of(leaves));
  }

  private String checkpoint() {
    List<Hash> leaves = leaves();
    return new Checkpoint(ORIGIN, leaves.size(), MerkleProofs.root(leaves))
        .sign(logKey, logKeys.getPrivate());
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
