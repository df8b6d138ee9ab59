// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.imprimatur.proof.json.Json;

/**
 * Seals rows that stand outside the log, such as passwords: HMAC-SHA256 under a key that follows
 * from the log's own, so that every node of a log has it, and whoever can write rows has not. A
 * seal can stand in the log: without the key nobody can try passwords against it.
 */
public final class Seals {
  private static final String HMAC = "HmacSHA256";

  /** Keeps this key apart from whatever else is ever derived. */
  private static final String USE = "imprimatur/seal/v1";

  private final SecretKeySpec key;

  Seals(PrivateKey log) {
    key =
        new SecretKeySpec(
            mac(new SecretKeySpec(log.getEncoded(), HMAC), USE.getBytes(StandardCharsets.UTF_8)),
            HMAC);
  }

  /** The seal of a row: what it is, and all of it that counts. */
  public String of(String kind, String... parts) {
    Json row = Json.array(Arrays.stream(parts).map(Json::of).toList());
    byte[] seal = mac(key, Json.obj().put("kind", kind).put("row", row).build().canonical());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
  }

  /** Whether two seals are one; takes as long either way. */
  public static boolean same(String seal, String other) {
    return MessageDigest.isEqual(
        seal.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] mac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
