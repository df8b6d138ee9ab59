// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.engines.WorkerSettings;
import org.imprimatur.engines.Workers;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.KeptHead;
import org.imprimatur.server.audit.KeyFiles;
import org.imprimatur.server.audit.LogKeys;
import org.imprimatur.server.audit.Projection;
import org.imprimatur.server.audit.Sequel;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.FolderLock;
import org.imprimatur.server.messages.Backoff;
import org.imprimatur.server.messages.MessageSettings;
import org.imprimatur.server.messages.MessagesFile;
import org.imprimatur.server.people.PasskeySettings;
import org.imprimatur.server.people.Setup;
import org.imprimatur.server.people.SetupException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every room stands on: database, log, keys, blobs, ids, workers; time comes from outside. */
@Configuration(proxyBeanMethods = false)
class Foundations {
  @Bean
  PasskeySettings passkeySettings(ServerOptions options) {
    return new PasskeySettings(options.site(), options.passkeys().demo());
  }

  @Bean
  MessageSettings messageSettings(ServerOptions options) {
    String base = options.origin();
    return options
        .messages()
        .map(file -> MessagesFile.read(file, base))
        .orElseGet(() -> MessageSettings.none(base));
  }

  /** When messages are tried again; the spread comes from outside. */
  @Bean
  Backoff backoff(Ids ids) {
    return new Backoff(ids.random());
  }

  @Bean
  Ids ids() {
    return Ids.secure();
  }

  /** Several servers share a PostgreSQL and the folder beside it; SQLite is for one. */
  @Bean
  FolderLock folderLock(ServerOptions options) throws IOException {
    Files.createDirectories(options.data());
    return options.database().isPresent()
        ? FolderLock.shared()
        : FolderLock.take(options.data())
            .orElseThrow(
                () ->
                    new SetupException(
                        "data.in-use",
                        "Another server runs on the data folder "
                            + options.data()
                            + ". Stop it first, or start this one with another --data; several"
                            + " servers on the same data need PostgreSQL (--database)."));
  }

  /** Closed before the lock is given back. */
  @Bean
  Database database(ServerOptions options, FolderLock lock) {
    Database database = opened(options);
    try {
      if (database.isNewer()) {
        throw new SetupException(
            "database.newer",
            "The database was brought to a newer shape by a newer version. Start that version, or"
                + " restore the backup from before the upgrade.");
      }
      database.migrate();
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  private static Database opened(ServerOptions options) {
    Path file = options.data().resolve("imprimatur.db");
    try {
      return options.database().map(Database::postgresql).orElseGet(() -> Database.sqlite(file));
    } catch (PoolInitializationException e) {
      String name = options.database().map(url -> url.replaceFirst("[?].*", "")).orElse("" + file);
      throw new SetupException(
          "database.open",
          "The database %s cannot be opened: %s.".formatted(name, ImprimaturServer.reason(e)));
    }
  }

  @Bean
  Blobs blobs(ServerOptions options) {
    return new Blobs(options.data());
  }

  /** The P-256 pair that signs attestations. */
  @Bean
  KeyPair attestationKeys(ServerOptions options, Database database)
      throws IOException, GeneralSecurityException {
    Optional<LogOpened> opened = opened(database);
    KeyPair pair = KeyFiles.p256(key(options, "attestation", opened));
    String pem = KeyFiles.publicPem(pair.getPublic());
    if (opened.isPresent() && !opened.get().attestationKey().equals(pem)) {
      throw otherKey("attestation");
    }
    return pair;
  }

  /** A key is made before the log begins and never again: the log names it in its first entry. */
  private static Path key(ServerOptions options, String name, Optional<LogOpened> opened)
      throws IOException {
    Path file = keys(options).resolve(name + ".pem");
    if (opened.isPresent() && Files.notExists(file)) {
      throw new SetupException(
          name + ".key",
          file
              + " is missing, and the log in this database begins by naming it. Put it back from"
              + " its backup.");
    }
    return file;
  }

  private static SetupException otherKey(String name) {
    return new SetupException(
        name + ".key",
        "The key in keys/" + name + ".pem is not the one that the log in this database names.");
  }

  private static Path keys(ServerOptions options) throws IOException {
    return Files.createDirectories(options.data().resolve("keys"));
  }

  /** Opens the log, at the first start with the setup file; nothing else is ever applied to it. */
  @Bean
  Audit audit(
      ServerOptions options,
      Database database,
      Blobs blobs,
      KeyPair attestationKeys,
      List<Projection> projections,
      List<Sequel> sequels,
      InstantSource clock)
      throws IOException, GeneralSecurityException {
    Optional<LogOpened> opened = opened(database);
    Optional<Setup> setup = opened.isEmpty() ? Optional.of(setup(options)) : Optional.empty();
    String origin = opened.map(LogOpened::origin).orElseGet(() -> origin(setup));
    KeyPair pair = KeyFiles.ed25519(key(options, "log", opened));
    var logKeys = new LogKeys(LogKey.of(origin, pair.getPublic()), pair.getPrivate());
    String vkey = logKeys.verifier().vkey();
    if (opened.isPresent() && !opened.get().logKey().equals(vkey)) {
      throw otherKey("log");
    }
    continuing(keys(options), database);
    var audit = new Audit(database, logKeys, projections, sequels, clock);
    if (setup.isPresent()) {
      var opening =
          new LogOpened(
              new Stamp(clock.instant(), Stamp.SYSTEM),
              origin,
              vkey,
              KeyFiles.publicPem(attestationKeys.getPublic()));
      var place = new Setup.Place(options.data(), options.origin());
      setup.get().apply(audit, blobs, Ids.secure(), opening, place);
    }
    return audit;
  }

  @Bean
  KeptHead keptHead(Audit audit, ServerOptions options) throws IOException {
    return new KeptHead(audit, keys(options));
  }

  /** An older database would be continued as if nothing had come after it. */
  private static void continuing(Path keys, Database database) throws IOException {
    KeptHead.older(keys, database)
        .ifPresent(
            sentence -> {
              throw new SetupException("log.older", sentence);
            });
  }

  private static Optional<LogOpened> opened(Database database) {
    return Entries.bytes(database.reader(), 0)
        .map(Act::parse)
        .map(
            act -> {
              if (act instanceof LogOpened opening) {
                return opening;
              }
              throw new SetupException("log.start", "The log does not begin with log.opened.");
            });
  }

  private static Setup setup(ServerOptions options) {
    return options
        .setup()
        .map(Setup::read)
        .orElseThrow(
            () ->
                new SetupException(
                    "setup.missing",
                    "The database is empty. Start once with --setup FILE, which says who is"
                        + " there."));
  }

  private static String origin(Optional<Setup> setup) {
    return setup
        .flatMap(Setup::origin)
        .orElseGet(() -> "imprimatur.local/" + Ids.secure().next('l').toLowerCase(Locale.ROOT));
  }

  @Bean
  Workers workers(ServerOptions options, Outside outside) throws IOException {
    Path folder = Files.createDirectories(options.data().resolve("workers"));
    return new Workers(
        WorkerSettings.in(folder)
            .withWarm(outside.spareWorkers())
            .acceptingUnconfined(options.unconfinedAccepted()));
  }
}
