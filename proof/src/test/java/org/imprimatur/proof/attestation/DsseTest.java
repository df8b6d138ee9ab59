// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against bundles that sigstore-go signed with a published test key. */
class DsseTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors/dsse");
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @Test
  void the_encoding_that_is_signed_is_that_of_the_specification() {
    byte[] body = "hello world".getBytes(StandardCharsets.UTF_8);

    assertThat(Dsse.encoded("http://example.com/HelloWorld", body))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vsa", "vsa-failed", "svr", "signoff"})
  void a_bundle_that_another_tool_signed_is_opened(String name) throws IOException {
    byte[] payload = bundle(name).open(foreignKey(), Dsse.IN_TOTO);

    assertThat(payload).asString(StandardCharsets.UTF_8).startsWith("{\"_type\":");
    if (name.equals("vsa")) {
      assertThat(payload).isEqualTo(Files.readAllBytes(VECTORS.resolve("vsa.statement.json")));
    }
  }

  @Test
  void a_key_pair_that_another_tool_made_signs_and_is_written_as_it_was_read() throws IOException {
    String secret = Files.readString(VECTORS.resolve("signer.p256.pem"));
    String open = Files.readString(VECTORS.resolve("signer.p256.pem.pub"));
    var key = AttestationKey.read(secret, open);

    assertThat(key.publicPem()).isEqualTo(open.strip() + "\n");
    assertThat(SigstoreBundle.read(signed(key).bytes()).open(foreignKey(), Dsse.IN_TOTO))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{}");
    assertThat(bundle("vsa").hint()).isEqualTo(key.verifier().hint());
  }

  @Test
  void a_new_key_pair_reads_back_and_shows_nothing_secret() {
    var key = AttestationKey.generate();
    var again = AttestationKey.read(key.secretPem(), key.publicPem().replace("\n", "\r\n"));

    assertThat(again.verifier()).isEqualTo(key.verifier());
    String body = key.secretPem().lines().toList().get(1);
    assertThat(key.toString()).doesNotContain(body).contains(key.verifier().hint());
  }

  @Test
  void halves_of_different_keys_and_keys_of_other_kinds_are_refused() throws IOException {
    var one = AttestationKey.generate();
    var other = AttestationKey.generate();
    String p384 = Files.readString(VECTORS.resolve("../oms/p384.pub.pem"));

    refused("key.pair", () -> AttestationKey.read(one.secretPem(), other.publicPem()));
    refused("key.curve", () -> TrustedKey.parse(p384));
    refused("key.pem", () -> TrustedKey.parse(one.secretPem()));
    refused("key.pem", () -> TrustedKey.parse("no key"));
    refused("key.curve", () -> TrustedKey.parse(one.publicPem().replaceAll("(?m)^MFk", "MFi")));
  }

  @Test
  void another_key_another_type_and_a_changed_payload_are_refused() {
    var key = AttestationKey.generate();
    SigstoreBundle bundle = signed(key);
    var forged = new SigstoreBundle(bundle.envelope(), AttestationKey.generate().verifier().hint());

    refused("bundle.other-key", () -> bundle.open(foreignKey(), Dsse.IN_TOTO));
    refused("bundle.other-key", () -> forged.open(key.verifier(), Dsse.IN_TOTO));
    refused("dsse.signature", () -> bundle.envelope().open(foreignKey(), Dsse.IN_TOTO));
    refused("dsse.payload-type", () -> bundle.open(key.verifier(), "text/plain"));
    refused(
        "dsse.signature",
        () -> read(bundle, "\"e30=\"", "\"W10=\"").open(key.verifier(), Dsse.IN_TOTO));
    refused(
        "dsse.signature",
        () -> read(bundle, "in-toto+json", "in-toto+xml").open(key.verifier(), Dsse.IN_TOTO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"payload\":\"e30=\" | \"payload\":\"e30=\",\"payload\":\"e30=\" | json.duplicate-key",
        "\"e30=\" | \"e30\" | dsse.base64",
        "\"e30=\" | \"e31=\" | dsse.base64",
        "\"e30=\" | \"e3 0=\" | dsse.base64",
        "\"keyid\":\"\" | \"keyid\":\"k\" | dsse.keyid",
        "\"keyid\":\"\" | \"keyId\":\"\" | dsse.shape",
        "\"signatures\":[{ | \"signatures\":[{\"sig\":\"\"},{ | dsse.signatures",
        "\"tlogEntries\":[] | \"tlogEntries\":[{}] | bundle.material",
        "\"tlogEntries\":[] | \"tlogentries\":[] | bundle.material",
        "bundle.v0.3+json | bundle.v0.2+json | bundle.media-type",
        "\"mediaType\" | \"x\":1,\"mediaType\" | bundle.shape",
        "\"sig\":\" | \"sig\":\"AAAA | dsse.signature-form",
        "\"dsseEnvelope\" | \"messageSignature\" | bundle.shape",
        "\"payload\":\"e30=\", | `` | json.missing",
        "{\"dsse | [{\"dsse | json.syntax"
      })
  void a_bundle_of_another_shape_is_refused(String part, String instead, String code) {
    SigstoreBundle bundle = signed(AttestationKey.generate());

    refused(code, () -> read(bundle, part, instead));
  }

  @Test
  void a_signature_has_one_encoding_and_values_within_the_order() {
    byte[] der = new EcdsaSignature(BigInteger.TWO, BigInteger.TEN).der();
    assertThat(EcdsaSignature.read(der).isLow()).isTrue();

    refused("dsse.signature-form", () -> EcdsaSignature.read(new byte[0]));
    refused("dsse.signature-form", () -> EcdsaSignature.read(new byte[72]));
    for (BigInteger value : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE.negate(), ORDER}) {
      byte[] outside = new EcdsaSignature(value, BigInteger.ONE).der();
      refused("dsse.signature-form", () -> EcdsaSignature.read(outside));
    }
    for (int i = 0; i < der.length; i++) {
      byte[] changed = der.clone();
      changed[i] ^= (byte) 0x80;
      refused("dsse.signature-form", () -> EcdsaSignature.read(changed));
    }
  }

  @Test
  void our_signatures_are_always_the_lower_of_the_two_that_verify() {
    var key = AttestationKey.generate();
    for (int i = 0; i < 20; i++) {
      assertThat(signed(key).envelope().isLow()).isTrue();
    }
  }

  private static SigstoreBundle signed(AttestationKey key) {
    return SigstoreBundle.sign(Dsse.IN_TOTO, "{}".getBytes(StandardCharsets.UTF_8), key);
  }

  private static SigstoreBundle read(SigstoreBundle bundle, String part, String instead) {
    String text = new String(bundle.bytes(), StandardCharsets.UTF_8);
    assertThat(text).contains(part);
    return SigstoreBundle.read(text.replace(part, instead).getBytes(StandardCharsets.UTF_8));
  }

  private static SigstoreBundle bundle(String name) throws IOException {
    return SigstoreBundle.read(Files.readAllBytes(VECTORS.resolve(name + ".sigstore.json")));
  }

  private static TrustedKey foreignKey() throws IOException {
    return TrustedKey.parse(Files.readString(VECTORS.resolve("signer.p256.pem.pub")));
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AttestationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
