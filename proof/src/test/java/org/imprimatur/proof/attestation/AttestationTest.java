// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.imprimatur.proof.attestation.Verification.Refused;
import org.imprimatur.proof.attestation.Verification.Verified;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

class AttestationTest {
  private static final AttestationKey KEY = AttestationKey.generate();
  private final TestingPromotion promotion = TestingPromotion.logged();
  private final byte[] bundle = Attestation.issue(promotion.facts(), KEY);

  @Test
  void an_attestation_is_verified_with_two_public_keys_and_the_artifact_alone() {
    Verification verification = verify(bundle, Optional.of(promotion.vkey()));

    assertThat(verification).isInstanceOf(Verified.class);
    var verified = (Verified) verification;
    assertThat(verified.facts()).isEqualTo(promotion.facts());
    assertThat(verified.sentences())
        .anyMatch(s -> s.startsWith("mortgage-fast-track version 2 (cut-off 0.40) passed the gate"))
        .anyMatch(s -> s.startsWith("The 3 files at hand are the approved ones"))
        .contains("p_lena signed approval as business-owner: approve.")
        .anyMatch(s -> s.contains("entries 300 and 301 of the log log.example.test"));
  }

  @Test
  void without_a_key_of_the_log_it_says_what_was_not_checked() {
    var verified = (Verified) verify(bundle, Optional.empty());

    assertThat(verified.sentences().getLast()).contains("was not checked: no key of it was given");
  }

  @Test
  void it_is_a_verification_summary_that_other_tools_understand() {
    var statement = (Json.Obj) Json.parse(payload());

    assertThat(statement.string("predicateType")).isEqualTo(Statement.PREDICATE);
    var summary = statement.object("predicate");
    assertThat(summary.string("verificationResult")).isEqualTo("PASSED");
    assertThat(summary.string("resourceUri")).isEqualTo("models:/mortgage-fast-track/2");
    assertThat(summary.object("verifier").string("id")).isEqualTo("https://log.example.test");
    assertThat(summary.array("verifiedLevels").string(0)).isEqualTo("MODEL_APPROVED_PRODUCTION");
    assertThat(summary.array("verifiedLevels").string(1)).isEqualTo("RISK_TIER_HIGH");
    assertThat(statement.array("subject").values()).hasSize(4);
  }

  @Test
  void no_changed_byte_of_the_bundle_is_accepted() {
    long seed = System.nanoTime();
    System.out.println("Changed bytes with seed " + seed);
    int[] masks = new Random(seed).ints(bundle.length, 1, 256).toArray();
    onEveryCore(
        bundle.length,
        i -> {
          byte[] changed = bundle.clone();
          changed[i] ^= (byte) masks[i];
          assertThat(verify(changed, Optional.empty()))
              .as("byte %d ^ %d", i, masks[i])
              .isInstanceOf(Refused.class);
        });
  }

  /** Each of thousands of changes verifies a signature. */
  private static void onEveryCore(int count, IntConsumer change) {
    IntStream.range(0, count).parallel().forEach(change);
  }

  @Test
  void no_changed_byte_of_the_statement_is_accepted() {
    byte[] payload = payload();
    byte[] signature = SigstoreBundle.read(bundle).bytes();
    String text = new String(signature, StandardCharsets.UTF_8);
    var encoder = Base64.getEncoder();
    String encoded = encoder.encodeToString(payload);
    onEveryCore(
        payload.length,
        i -> {
          byte[] changed = payload.clone();
          changed[i] ^= 1;
          String forged = text.replace(encoded, encoder.encodeToString(changed));
          assertThat(refusal(forged.getBytes(StandardCharsets.UTF_8)).code())
              .as("byte %d", i)
              .isEqualTo("dsse.signature");
        });
  }

  @Test
  void no_beginning_of_the_bundle_is_accepted() {
    for (int length = 0; length < bundle.length; length += 7) {
      assertThat(verify(Arrays.copyOf(bundle, length), Optional.empty()))
          .isInstanceOf(Refused.class);
    }
  }

  @Test
  void no_changed_byte_of_the_artifact_is_accepted() {
    promotion
        .files()
        .forEach(
            (path, bytes) -> {
              for (int i = 0; i < bytes.length; i += 61) {
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                Map<String, Held> held = new HashMap<>(promotion.held());
                held.put(path, Held.of(changed));
                assertThat(refusal(bundle, held).code()).isEqualTo("attestation.file-changed");
              }
            });
  }

  @Test
  void every_file_that_is_missing_changed_or_too_much_is_named_at_once() {
    Map<String, Held> held = new HashMap<>(promotion.held());
    held.remove("config.json");
    held.put("model.onnx", Held.of(new byte[] {1}));
    held.put("model.onnx.bak", Held.of(new byte[] {2}));

    Refused refused = refusal(bundle, held);

    assertThat(refused.code()).isEqualTo("attestation.file-missing");
    assertThat(refused.reasons())
        .hasSize(3)
        .anyMatch(reason -> reason.startsWith("config.json belongs to the approved version"))
        .anyMatch(reason -> reason.startsWith("model.onnx is not the approved file"))
        .anyMatch(reason -> reason.startsWith("model.onnx.bak does not belong"));
    assertThat(refusal(bundle, Map.of()).reasons()).hasSize(3);
  }

  @Test
  void an_attestation_that_another_key_signed_is_refused() {
    byte[] other = Attestation.issue(promotion.facts(), AttestationKey.generate());

    assertThat(refusal(other).code()).isEqualTo("bundle.other-key");
  }

  @Test
  void a_checkpoint_that_another_log_signed_is_refused() {
    String other = TestingPromotion.logged().vkey();

    var refused = (Refused) verify(bundle, Optional.of(other));

    assertThat(refused.code()).isEqualTo("attestation.checkpoint");
    assertThat(((Refused) verify(bundle, Optional.of("no+key"))).code()).isEqualTo("key.log");
  }

  @Test
  void the_server_cannot_attest_what_the_log_does_not_say() {
    Map<String, AttestationFacts> lies = promotion.lies();
    lies.forEach(
        (code, facts) -> {
          assertThatThrownBy(() -> Attestation.issue(facts, KEY))
              .as(code)
              .isInstanceOf(IllegalArgumentException.class);
          assertThat(refusal(signed(Statement.write(facts).canonical())).code()).isEqualTo(code);
        });
    assertThat(lies).hasSize(3);
  }

  @Test
  void a_statement_that_says_more_less_or_otherwise_is_refused_under_a_good_signature() {
    Map<String, List<String>> changes = new HashMap<>();
    changes.put("attestation.not-passed", List.of("\"PASSED\"", "\"FAILED\""));
    changes.put("attestation.predicate", List.of("verification_summary/v1", "provenance/v1"));
    changes.put("json.missing", List.of("\"cutoff\":", "\"cut-off\":"));
    changes.put("json.duplicate-key", List.of("\"_type\":", "\"_type\":\"x\",\"_type\":"));
    String statement = new String(payload(), StandardCharsets.UTF_8);
    changes.forEach(
        (code, change) -> {
          assertThat(statement).contains(change.getFirst());
          String changed = statement.replace(change.getFirst(), change.getLast());
          assertThat(refusal(signed(changed)).code()).isEqualTo(code);
        });
    List<String> otherwise = new ArrayList<>();
    otherwise.add(statement.replace("{\"_type\"", "{\"more\":1,\"_type\""));
    otherwise.add(statement.replace("\"cutoff\":\"0.40\"", "\"cutoff\":\"0.40\",\"extra\":true"));
    otherwise.add(statement.replace("\"RISK_TIER_HIGH\"", "\"RISK_TIER_LOW\""));
    otherwise.add(statement.replace("models:/mortgage-fast-track/2", "models:/another/2"));
    otherwise.add(statement + " ");
    otherwise.add("[]");
    for (String changed : otherwise) {
      assertThat(changed).isNotEqualTo(statement);
      assertThat(refusal(signed(changed)).code()).isEqualTo("attestation.shape");
    }
  }

  @Test
  void a_signature_in_its_other_valid_form_is_refused() {
    var envelope = SigstoreBundle.read(bundle).envelope().toJson();
    var signature = (Json.Obj) envelope.array("signatures").values().getFirst();
    String sig = signature.string("sig");
    var low = EcdsaSignature.read(Base64.getDecoder().decode(sig));
    byte[] high = new EcdsaSignature(low.r(), TestingPromotion.ORDER.subtract(low.s())).der();
    String text = new String(bundle, StandardCharsets.UTF_8);
    String other = text.replace(sig, Base64.getEncoder().encodeToString(high));

    assertThat(refusal(other.getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo("dsse.signature-form");
  }

  @Test
  void a_good_signature_on_somebody_elses_verdict_does_not_admit() throws IOException {
    Path vectors = Path.of("src/test/resources/vectors/dsse");
    String pem = Files.readString(vectors.resolve("signer.p256.pem.pub"));
    var held = Map.of("artifact.bin", Held.of(Files.readAllBytes(vectors.resolve("artifact.bin"))));
    Map<String, String> expected =
        Map.of(
            "vsa", "dsse.signature-form",
            "vsa-failed", "attestation.not-passed",
            "svr", "attestation.predicate",
            "signoff", "attestation.predicate");
    for (var vector : expected.entrySet()) {
      byte[] bytes = Files.readAllBytes(vectors.resolve(vector.getKey() + ".sigstore.json"));
      var refused = (Refused) Attestation.verify(bytes, pem, Optional.empty(), held);
      assertThat(refused.code()).isEqualTo(vector.getValue());
    }
  }

  private byte[] payload() {
    return SigstoreBundle.read(bundle).open(KEY.verifier(), Dsse.IN_TOTO);
  }

  private static byte[] signed(String statement) {
    return signed(statement.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] signed(byte[] statement) {
    return SigstoreBundle.sign(Dsse.IN_TOTO, statement, KEY).bytes();
  }

  private Verification verify(byte[] bytes, Optional<String> vkey) {
    return Attestation.verify(bytes, KEY.publicPem(), vkey, promotion.held());
  }

  private Refused refusal(byte[] bytes) {
    return refusal(bytes, promotion.held());
  }

  private static Refused refusal(byte[] bytes, Map<String, Held> held) {
    Verification verification = Attestation.verify(bytes, KEY.publicPem(), Optional.empty(), held);
    assertThat(verification).isInstanceOf(Refused.class);
    return (Refused) verification;
  }
}
