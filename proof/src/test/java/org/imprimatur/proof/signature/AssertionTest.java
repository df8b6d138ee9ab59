// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.CoseKey.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a passkey signed is believed exactly if the holder signed this statement on this site. */
class AssertionTest {
  private static final Digest STATEMENT = Digest.of("a statement".getBytes(UTF_8));
  private static final byte[] CHALLENGE = "a challenge".getBytes(UTF_8);

  private final TestingAuthenticator authenticator =
      TestingAuthenticator.of(Algorithm.ES256, "credential");

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void an_honest_signature_verifies_with_the_enrolled_key_alone(Algorithm algorithm) {
    TestingAuthenticator one = TestingAuthenticator.of(algorithm, "credential");
    Enrolment enrolment = one.enrol(CHALLENGE);
    enrolment.verify(TestingAuthenticator.SITE);
    enrolment.verifyChallenge(CHALLENGE);
    CoseKey key = CoseKey.parse(enrolment.key().base64Url());

    Assertion assertion = one.sign(STATEMENT);
    assertion.verify(key, TestingAuthenticator.SITE, STATEMENT);

    assertThat(Assertion.read(assertion.toJson()).toJson()).isEqualTo(assertion.toJson());
    assertThat(Enrolment.read(enrolment.toJson()).credential()).isEqualTo(assertion.credential());
    assertThat(key.algorithm()).isEqualTo(algorithm);
  }

  @Test
  void another_statement_another_key_and_another_site_are_refused() {
    CoseKey key = authenticator.enrol(CHALLENGE).key();
    Assertion assertion = authenticator.sign(STATEMENT);
    CoseKey other = TestingAuthenticator.of(Algorithm.ES256, "credential").enrol(CHALLENGE).key();

    refused(
        "passkey.challenge",
        () -> assertion.verify(key, TestingAuthenticator.SITE, Digest.of("other".getBytes(UTF_8))));
    refused(
        "passkey.signature", () -> assertion.verify(other, TestingAuthenticator.SITE, STATEMENT));
    refused(
        "passkey.origin",
        () -> assertion.verify(key, new Site("localhost", "http://localhost:9090"), STATEMENT));
  }

  @Test
  void what_an_honest_browser_would_not_give_is_refused() {
    forged("passkey.unverified", one -> one.flagged(0x01));
    forged("passkey.unverified", one -> one.flagged(0x04));
    forged("passkey.rp", one -> one.on("example.org", TestingAuthenticator.SITE.origin()));
    forged("passkey.origin", one -> one.on("localhost", "https://example.org"));
    forged("passkey.type", one -> one.saying("webauthn.create"));
    forged("passkey.origin", one -> one.adding(",\"topOrigin\":\"https://example.org\""));
    forged("passkey.origin", TestingAuthenticator::embedded);
    forged("passkey.data", one -> one.flagged(0x45));
    forged("passkey.cbor", one -> one.flagged(0x85));
    forged("passkey.client-data", one -> one.adding(",\"type\":\"webauthn.get\""));
  }

  private static void forged(String code, UnaryOperator<TestingAuthenticator> lie) {
    TestingAuthenticator one = TestingAuthenticator.of(Algorithm.ES256, "credential");
    CoseKey key = one.enrol(CHALLENGE).key();
    Assertion assertion = lie.apply(one).sign(STATEMENT);

    refused(code, () -> assertion.verify(key, TestingAuthenticator.SITE, STATEMENT));
  }

  @Test
  void a_changed_bit_anywhere_is_refused() {
    CoseKey key = authenticator.enrol(CHALLENGE).key();
    Json.Obj honest = authenticator.sign(STATEMENT).toJson();
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String part = new String[] {"authenticatorData", "clientData", "signature"}[i % 3];
      byte[] bytes = Base64Url.read(part, honest.string(part), 4096);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Json.Builder forged = Json.obj();
      honest.members().forEach(forged::put);
      Assertion assertion = Assertion.read(forged.put(part, Base64Url.write(bytes)).build());

      assertThatThrownBy(() -> assertion.verify(key, TestingAuthenticator.SITE, STATEMENT))
          .as("seed %d, round %d", seed, i)
          .isInstanceOf(PasskeyException.class);
    }
  }

  /** WebAuthn Level 3, section 16.1, "ES256 Credential with No Attestation". */
  @Test
  void the_example_of_the_standard_is_read_and_its_signature_holds() {
    String attestation =
        "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9"
            + "c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f39"
            + "1db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f"
            + "97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b0345"
            + "8abf879717c12cc68ed73290af2e2664796b9220";
    String data = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000";
    String client =
        "{\"type\":\"webauthn.get\",\"challenge\":\"OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag\","
            + "\"origin\":\"https://example.org\",\"crossOrigin\":false}";
    String signature =
        "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b"
            + "93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87";

    Enrolment enrolment = Enrolment.of(url(attestation), Base64Url.write("{}".getBytes(UTF_8)));
    Assertion assertion =
        Assertion.of(
            enrolment.credentialId(),
            url(data),
            Base64Url.write(client.getBytes(UTF_8)),
            url(signature));
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(HexFormat.of().parseHex(data));
    signed.writeBytes(HexFormat.of().parseHex(Digest.of(client.getBytes(UTF_8)).hex()));

    assertThat(enrolment.authenticator()).isEqualTo("8446ccb9ab1db374750b2367ff6f3a1f");
    assertThat(enrolment.key().verifies(signed.toByteArray(), HexFormat.of().parseHex(signature)))
        .isTrue();
    // The standard's authenticator did not verify the person, and so it signs nothing here.
    refused(
        "passkey.unverified",
        () ->
            assertion.verify(
                enrolment.key(),
                new Site("example.org", "https://example.org"),
                new Digest("39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408")));
  }

  private static String url(String hex) {
    return Base64Url.write(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, http://localhost:8080, true",
    "localhost, https://localhost, true",
    "example.org, https://models.example.org, true",
    "example.org, https://models.example.org:8443, true",
    "example.org, http://example.org, false",
    "example.org, https://badexample.org, false",
    "example.org, https://example.org.evil.test, false",
    "example.org, https://example.org/path, false",
    "example.org, https://user@example.org, false",
    "localhost, http://127.0.0.1:8080, false",
    "localhost, http://evil.localhost, false",
    "example.org, nonsense, false",
    "example.org, https://example.org:443, false",
    "localhost, http://localhost:80, false",
    "localhost, https://localhost:80, true",
    "example.org, https://Example.org, false",
    "Example.org, https://Example.org, false",
    "Example.org, https://example.org, false",
    "'', https://example.org, false",
  })
  void only_pages_of_the_site_itself_can_use_its_passkeys(String rp, String origin, boolean fits) {
    if (fits) {
      assertThat(new Site(rp, origin).origin()).isEqualTo(origin);
    } else {
      refused("passkey.site", () -> new Site(rp, origin));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Not the shortest form, an indefinite length, a tag, a float, a key twice, an end too early,
    // something behind, an array as a key, nested too deep.
    "1817",
    "5f4101ff",
    "c101",
    "f93c00",
    "a201020103",
    "58",
    "0101",
    "a1800101",
    "818181818181818181"
  })
  void cbor_that_no_authenticator_writes_is_refused(String hex) {
    refused("passkey.cbor", () -> CborReader.read(HexFormat.of().parseHex(hex)));
  }

  @Test
  void a_point_off_the_curve_and_a_short_modulus_are_no_keys() {
    byte[] off = authenticator.cose();
    off[off.length - 1] ^= 1;
    refused("passkey.key", () -> CoseKey.read(off));
    String weak = "a40103033901002043" + "c00001" + "2143010001";
    refused("passkey.key", () -> CoseKey.read(HexFormat.of().parseHex(weak)));
    refused("passkey.algorithm", () -> CoseKey.read(HexFormat.of().parseHex("a2010203382e")));
  }

  @Test
  void the_code_is_the_beginning_of_what_was_shown() {
    Json.Obj shown = Json.obj().put("nonce", "n").build();
    Json.Obj byPassword =
        Json.obj().put("nonce", "n").put("decision", "approve").put("at", "now").build();
    Json.Obj byPasskey =
        Json.obj().put("nonce", "n").put("site", TestingAuthenticator.SITE.toJson()).build();

    assertThat(StatementCode.of(byPassword)).isEqualTo(StatementCode.of(Digest.of(shown)));
    assertThat(StatementCode.of(byPasskey))
        .isEqualTo(StatementCode.of(Digest.of(byPasskey)))
        .matches("[0-9A-F]{4}-[0-9A-F]{4}");
  }

  private static void refused(String code, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            PasskeyException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
