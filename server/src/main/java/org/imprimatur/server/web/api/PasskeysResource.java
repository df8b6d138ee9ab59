// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.PasskeyTraces;
import org.imprimatur.server.people.Passkey;
import org.imprimatur.server.people.Passkeys;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What rests on a passkey, for whoever has to judge the loss of one. */
@RestController
final class PasskeysResource {
  private final Passkeys passkeys;
  private final PasskeyTraces traces;
  private final Shown shown;

  PasskeysResource(Passkeys passkeys, PasskeyTraces traces, Shown shown) {
    this.passkeys = passkeys;
    this.traces = traces;
    this.shown = shown;
  }

  @GetMapping("/api/v1/passkeys/{id}")
  @Needs(Permission.AUDIT)
  Json trace(@PathVariable String id) {
    Passkey passkey = passkeys.find(id).orElseThrow(() -> new RefusedException(unknown(id)));
    Json.Builder json =
        Json.obj()
            .put("passkey", passkey.id())
            .put("person", shown.person(passkey.enrolled().person()))
            .put("enrolled", Shown.time(passkey.enrolled().at()))
            .put("site", passkey.enrolled().origin())
            .put("key", passkey.enrolled().key())
            .put("authenticator", passkey.enrolled().authenticator())
            .put("demo", passkey.demo());
    passkey
        .revoked()
        .ifPresent(
            end ->
                json.put(
                    "revoked",
                    Json.obj()
                        .put("at", Shown.time(end.at()))
                        .put("reason", end.reason())
                        .build()));
    return json.put("signoffs", Json.array(signOffs(passkey))).build();
  }

  private List<Json> signOffs(Passkey passkey) {
    List<Json> signOffs = new ArrayList<>();
    for (PasskeyTraces.Use use : traces.of(passkey.id())) {
      SignoffGiven given = use.given();
      signOffs.add(
          Json.obj()
              .put("signoff", given.signoff())
              .put("entry", use.entry())
              .put("submission", given.submission())
              .put("role", given.role())
              .put("meaning", given.meaning())
              .put("decision", given.decision())
              .put("at", Shown.time(given.at()))
              .put(
                  "promotions",
                  Json.array(use.promotion().stream().map(PasskeysResource::promotion).toList()))
              .build());
    }
    return signOffs;
  }

  private static Json promotion(VersionPromoted promoted) {
    return Json.obj()
        .put("model", promoted.model())
        .put("version", promoted.version())
        .put("to", promoted.to())
        .put("at", Shown.time(promoted.at()))
        .build();
  }

  private static Refusal unknown(String id) {
    return new Refusal(
        "passkey.unknown",
        404,
        "There is no passkey " + id + ".",
        List.of(),
        "Take the id from the act passkey.enrolled or from a sign-off.");
  }
}
