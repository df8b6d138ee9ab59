// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.web.RunningServer.Answer;

/** A person at a browser who enrols passkeys and signs with them, page by page. */
record TestingSigner(RunningServer at, String person) {
  Answer enrol(String label, TestingPasskey passkey) {
    Map<String, String> hidden = RunningServer.hidden(at.open(person, "/account"));
    Map<String, String> filled = new HashMap<>(passkey.enrol(hidden.getOrDefault("challenge", "")));
    filled.put("label", label);
    filled.put("password", RunningServer.PASSWORD);
    return at.submit(at.browser(person), hidden, "/account/passkeys", filled);
  }

  /** Ends every passkey of the person, as they would on their account. */
  void end() {
    Answer account = at.open(person, "/account");
    for (String id : ids(account.text())) {
      at.submit(
          at.browser(person),
          RunningServer.hidden(account),
          "/account/passkeys/" + id + "/revocation",
          Map.of("reason", "replaced"));
    }
    assertThat(ids(at.open(person, "/account").text())).isEmpty();
  }

  private static List<String> ids(String account) {
    return Pattern.compile("/account/passkeys/(k_[A-Za-z0-9_-]+)/revocation")
        .matcher(account)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The page on which the whole statement stands, before the passkey signs it. */
  Answer shown(long number, Map<String, String> filled) {
    String page = "/submissions/" + number + "/sign";
    Map<String, String> fields = new HashMap<>(Map.of("opinion", "It does what it says."));
    fields.putAll(filled);
    Answer shown = at.fill(person, page + "?role=peer", page + "/passkey", fields);
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    return shown;
  }

  /** The fields that this page sends back. */
  Map<String, String> read(long number) {
    return RunningServer.hidden(shown(number, Map.of("decision", "approve")));
  }

  static Digest statement(Map<String, String> hidden) {
    return Digest.parse(hidden.getOrDefault("statement", ""));
  }

  Answer send(long number, Map<String, String> hidden, Map<String, String> signed) {
    return at.submit(
        at.browser(person), hidden, "/submissions/" + number + "/sign/passkey/assertion", signed);
  }
}
