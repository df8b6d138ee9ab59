// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.KeyFiles;
import org.imprimatur.server.audit.LogKeys;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;

/**
 * A process that records acts with several threads until it is killed. It prints a line for each
 * act once it was answered: {@code word id;}.
 */
final class RecordingUntilKilled {
  static final String REFUSED = "p_refusedxxx";
  private static final int THREADS = 8;
  private static final Digest SOME = Digest.of(new byte[0]);

  private final Audit audit;
  private final Ids ids = Ids.secure();

  private RecordingUntilKilled(Audit audit) {
    this.audit = audit;
  }

  /** Arguments: the address of the database, the file with the log's key. */
  public static void main(String[] arguments) throws Exception {
    Database database = TestingDatabases.open(arguments[0]);
    var audit = audit(database, Path.of(arguments[1]));
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().start(() -> new RecordingUntilKilled(audit).recordForEver());
    }
  }

  static Audit audit(Database database, Path key) throws Exception {
    var pair = KeyFiles.ed25519(key);
    var keys = new LogKeys(LogKey.of("killed.example.test", pair.getPublic()), pair.getPrivate());
    return new Audit(database, keys, TestingTables.projections(), InstantSource.system());
  }

  private void recordForEver() {
    while (true) {
      String person = ids.next('p');
      String model = ids.next('m');
      audit.record(
          moment ->
              new Ruling.Granted<>(
                  List.of(
                      new PersonAdded(moment.by("p_admin"), person, SOME),
                      new RoleGiven(moment.by("p_admin"), person, "validator"),
                      new TeamJoined(moment.by("p_admin"), person, "validation")),
                  person));
      say("hired " + person);
      refused();
      audit.record(
          moment ->
              Ruling.granted(
                  new ModelRegistered(
                      moment.by(person), model, "model-" + model, person, SOME, SOME),
                  model));
      say("registered " + model);
      audit.record(
          moment ->
              Ruling.granted(new RoleWithdrawn(moment.by("p_admin"), person, "validator"), person));
      say("withdrawn " + person);
    }
  }

  /** A neighbour in the batch that writes and is taken back. */
  private void refused() {
    var refusal = new Refusal("test.refused", 409, "Refused.", List.of(), "Do otherwise.");
    try {
      audit.record(
          moment -> {
            moment
                .db()
                .sql("INSERT INTO persons (person, commitment) VALUES (?, '')")
                .param(REFUSED)
                .update();
            return new Ruling.Refused<>(refusal);
          });
    } catch (RefusedException e) {
      return;
    }
    throw new IllegalStateException("A refusal was not thrown.");
  }

  private static synchronized void say(String words) {
    byte[] line = (words + ";\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
  }
}
