// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.attestation.Verification.Refused;
import org.imprimatur.proof.attestation.Verification.Verified;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.replay.TestingAttested;
import org.imprimatur.proof.signature.CoseKey;
import org.imprimatur.proof.signature.TestingAuthenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people signed leaves with the attestation, and no variant of it passes for the signed one.
 */
class SignOffsAttestationTest {
  private static final AttestationKey KEY = TestingAttested.KEY;

  /** No statement can be written of these at all. */
  private static final Set<String> UNWRITABLE = Set.of("signoffs.act", "signoffs.commitment");

  private final TestingAttested story = TestingAttested.honest();
  private final SignOffsFacts facts = story.signOffs();
  private final byte[] bundle = Attestation.issue(facts.attested(), KEY);
  private final byte[] signOffs = Attestation.issueSignOffs(facts, KEY);

  @Test
  void who_signed_what_is_told_with_the_code_of_the_receipt() {
    var verified = (Verified) verify(signOffs);

    assertThat(verified.signOffs()).contains(facts);
    Signed bruno = facts.signOffs().getFirst();
    Signed lena = facts.signOffs().getLast();
    assertThat(verified.sentences())
        .anyMatch(
            sentence ->
                sentence.startsWith("p_bruno signed review as validator: approve. Code ")
                    && sentence.contains(bruno.code())
                    && sentence.endsWith(
                        "by the passkey k_first at http://localhost:8080, whose"
                            + " signature holds."))
        .anyMatch(
            sentence ->
                sentence.startsWith("p_lena signed approval as business-owner: approve. Code ")
                    && sentence.contains(lena.code())
                    && sentence.endsWith("by password, which is the server's word."));
    assertThat(bruno.code().replace("-", ""))
        .isEqualToIgnoringCase(bruno.given().statement().hex().substring(0, 8));
  }

  @Test
  void without_the_file_of_the_sign_offs_it_says_what_was_not_checked() {
    var verified =
        (Verified)
            Attestation.verify(bundle, KEY.publicPem(), Optional.of(story.vkey()), story.held());

    assertThat(verified.signOffs()).isEmpty();
    assertThat(verified.sentences()).anyMatch(one -> one.startsWith("What they signed was not"));
  }

  @Test
  void it_is_an_in_toto_statement_about_the_same_subjects() {
    Json.Obj statement = payload();
    var summary =
        (Json.Obj) Json.parse(SigstoreBundle.read(bundle).open(KEY.verifier(), Dsse.IN_TOTO));

    assertThat(statement.string("predicateType")).isEqualTo("https://imprimatur.dev/signoffs/v1");
    assertThat(statement.array("subject")).isEqualTo(summary.array("subject"));
    assertThat(statement.object("predicate").array("signOffs").values()).hasSize(2);
  }

  /** Whoever holds the server's key cannot let a signed statement say something else either. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "code":"                     | "code":"0       | signoffs.code
          "role":"validator"           | "role":"auditor"| signoffs.differs
          "meaning":"review"           | "meaning":"approval" | signoffs.differs
          "method":"password"          | "method":"passkey"   | signoffs.differs
          "current":true               | "current":false | signoffs.differs
          "decision":"approve"         | "decision":"reject"  | signoffs.differs
          "person":"p_lena"            | "person":"p_ada"     | signoffs.differs
          "sentence":"I approve."      | "sentence":"I reject." | signoffs.code
          "submission":1,"tier":"high" | "submission":2,"tier":"high" | signoffs.promotion
          "tier":"high"                | "tier":"low"    | signoffs.promotion
          "cutoff":"0.4","from"        | "cutoff":"0.1","from" | signoffs.promotion
          "name":"loans@v1"            | "name":"loans@v2" | signoffs.promotion
          "checkpoint":"example        | "checkpoint":"other | signoffs.promotion
          {"_type"                     | {"more":1,"_type" | signoffs.shape
          "promotion":{"at"            | "promotion":{"a":1,"at" | signoffs.promotion
          "evidence":{                 | "evidence":{"more":{}, | json.type
          signoffs/v1                  | signoffs/v2     | signoffs.predicate
          "signOffs":[                 | "signOffs":[1,  | signoffs.shape
          "signOffs":[                 | "signatures":[  | json.missing
          Z","commitment":"sha256:     | Z","commitment":"sha1: | signoffs.commitment
          Z","commitment":"sha256:     | Z","commit":"sha256:   | signoffs.commitment
          """)
  void a_variant_under_a_good_signature_is_refused(String from, String to, String code) {
    String honest = payload().text();
    assertThat(honest).contains(from);

    assertThat(refused(signed(honest.replaceFirst(Pattern.quote(from), to)))).isEqualTo(code);
  }

  @Test
  void sign_offs_that_nobody_gave_so_are_refused_and_never_issued() {
    Signed bruno = facts.signOffs().getFirst();
    Signed lena = facts.signOffs().getLast();
    ByPasskey passkey = bruno.passkey().orElseThrow();
    Json.Obj another =
        TestingAuthenticator.of(CoseKey.Algorithm.ES256, "credential")
            .sign(Digest.of(bruno.statement()))
            .toJson();
    var moved = new AttestationFacts.LoggedAct(3, bruno.logged().act(), bruno.logged().path());
    var variants = new TreeMap<String, List<Signed>>();
    variants.put("signoffs.others", List.of(lena));
    variants.put("signoffs.inclusion", List.of(changed(bruno, moved), lena));
    variants.put(
        "signoffs.method",
        List.of(new Signed(bruno.logged(), bruno.statement(), Optional.empty()), lena));
    variants.put(
        "signoffs.assertion",
        List.of(changed(bruno, new ByPasskey(passkey.logged(), another)), lena));
    variants.put(
        "signoffs.act",
        List.of(changed(bruno, new ByPasskey(lena.logged(), passkey.assertion())), lena));
    variants.put(
        "signoffs.statement",
        List.of(new Signed(bruno.logged(), lena.statement(), bruno.passkey()), lena));
    Json.Obj nameless = Json.obj().put("imprimatur", "statement/v1").build();
    variants.put(
        "signoffs.commitment",
        List.of(new Signed(bruno.logged(), nameless, bruno.passkey()), lena));
    variants.forEach((code, signed) -> assertRefused(code, signed));
  }

  private void assertRefused(String code, List<Signed> signed) {
    var forged = new SignOffsFacts(facts.attested(), facts.evidence(), signed);

    assertThat(objection(forged)).isEqualTo(code);
    assertThatThrownBy(() -> Attestation.issueSignOffs(forged, KEY))
        .as(code)
        .isInstanceOfAny(IllegalArgumentException.class, AttestationException.class);
    if (!UNWRITABLE.contains(code)) {
      assertThat(refused(signed(SignOffsStatement.write(forged).text()))).isEqualTo(code);
    }
  }

  private static String objection(SignOffsFacts forged) {
    try {
      return SignOffsCheck.objections(forged).getFirst().code();
    } catch (AttestationException e) {
      return e.code();
    }
  }

  @Test
  void the_sign_offs_of_another_promotion_do_not_stand_beside_this_attestation() {
    SignOffsFacts other = TestingAttested.honest().signOffs();

    assertThat(refused(Attestation.issueSignOffs(other, KEY))).isEqualTo("signoffs.promotion");
  }

  @Test
  void sign_offs_that_another_key_signed_are_refused() {
    assertThat(refused(Attestation.issueSignOffs(facts, AttestationKey.generate())))
        .isEqualTo("bundle.other-key");
  }

  @Test
  void no_changed_byte_of_the_sign_offs_is_accepted() {
    for (int i = 0; i < signOffs.length; i += 17) {
      byte[] changed = signOffs.clone();
      changed[i] ^= 1;
      assertThat(verify(changed)).as("byte %d", i).isInstanceOf(Refused.class);
    }
  }

  @Test
  void what_was_signed_over_evidence_of_before_says_that_nothing_rests_on_it() {
    var evidence = new TreeMap<>(facts.evidence());
    evidence.put("performance", Digest.of("later".getBytes(UTF_8)));
    var later = new SignOffsFacts(facts.attested(), evidence, facts.signOffs());

    var verified = (Verified) verify(Attestation.issueSignOffs(later, KEY));

    assertThat(verified.sentences())
        .filteredOn(sentence -> sentence.startsWith("p_"))
        .allMatch(
            sentence -> sentence.endsWith("before the promotion, which does not rest on it."));
  }

  private static Signed changed(Signed signed, AttestationFacts.LoggedAct logged) {
    return new Signed(logged, signed.statement(), signed.passkey());
  }

  private static Signed changed(Signed signed, ByPasskey passkey) {
    return new Signed(signed.logged(), signed.statement(), Optional.of(passkey));
  }

  private Json.Obj payload() {
    return (Json.Obj) Json.parse(SigstoreBundle.read(signOffs).open(KEY.verifier(), Dsse.IN_TOTO));
  }

  private static byte[] signed(String statement) {
    return SigstoreBundle.sign(Dsse.IN_TOTO, statement.getBytes(UTF_8), KEY).bytes();
  }

  private Verification verify(byte[] given) {
    return Attestation.verify(
        bundle, Optional.of(given), KEY.publicPem(), Optional.of(story.vkey()), story.held());
  }

  private String refused(byte[] given) {
    Verification verification = verify(given);
    assertThat(verification).isInstanceOf(Refused.class);
    return ((Refused) verification).code();
  }
}
