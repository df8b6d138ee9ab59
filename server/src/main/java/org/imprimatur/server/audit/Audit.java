// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.ClockLeapt;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Writer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records acts. A decision is taken inside the writer's transaction, over the locked head of the
 * log; its acts are appended and every projection follows them before the one durable commit.
 */
public final class Audit implements AutoCloseable {
  private static final int AT_ONCE = 1_000;

  private final Database database;
  private final LogKeys keys;
  private final List<Projection> projections;
  private final List<Sequel> sequels;
  private final SteadyClock clock;
  private final LogStore store;
  private final SignedLog signed;
  private final HeadGuard guard;
  private final Seals seals;
  private final Writer writer;
  private final Leaves leaves;

  // Touched by the writer's thread alone; read anew from the locked row for every batch.
  private LogHead head = new LogHead(Frontier.empty(), 0);
  private long signedSize;

  /** A log without sequels. */
  public Audit(Database database, LogKeys keys, List<Projection> projections, InstantSource clock) {
    this(database, keys, projections, List.of(), clock);
  }

  public Audit(
      Database database,
      LogKeys keys,
      List<Projection> projections,
      List<Sequel> sequels,
      InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.projections = List.copyOf(projections);
    this.sequels = List.copyOf(sequels);
    this.clock = SteadyClock.of(clock);
    this.store = new LogStore(database.dialect());
    this.signed = new SignedLog(store, keys.verifier());
    this.guard = new HeadGuard(keys.verifier());
    this.seals = new Seals(keys.signer());
    this.clock.begin(Instant.ofEpochMilli(store.lastAt(database.reader())));
    this.writer = new Writer(database, new Batch());
    this.leaves =
        new KeptLeaves(
            (from, count) ->
                store.leaves(database.reader(), from, from + count).stream()
                    .map(Hash::of)
                    .toList());
  }

  /** Decides over the state of the moment; a decision reads, and names acts, and writes nothing. */
  public interface Decision<T> {
    Ruling<T> decide(Moment moment);
  }

  /** The answer once the acts are durable; throws {@link RefusedException} where refused. */
  public <T> T record(Decision<T> decision) {
    return record(decision, false);
  }

  /** Has the log say that the clock leapt, also where nothing else is recorded by it. */
  void recordLeap(SteadyClock.Leap leap) {
    record(
        moment ->
            Ruling.granted(
                new ClockLeapt(
                    moment.by(Stamp.SYSTEM), millis(leap.expected()), millis(leap.read())),
                true),
        true);
  }

  private static Instant millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  private <T> T record(Decision<T> decision, boolean anyTime) {
    return writer.write(
        db -> {
          LogHead before = head;
          try {
            return granted(decision, anyTime, db);
          } catch (RuntimeException e) {
            // The savepoint takes the rows back, this takes the tree back.
            head = before;
            throw e;
          }
        });
  }

  /**
   * Changes workings, such as sessions, jobs and cursors: what no rule ever reads and no proof
   * rests on. Records are changed by acts alone.
   */
  public <T> T work(Writer.Work<T> work) {
    return writer.write(work);
  }

  /**
   * The same for workings that follow from the log alone, written together with how far they have
   * followed it: where a crash loses both, the same entries are followed again.
   */
  <T> T derive(Writer.Work<T> work) {
    return writer.writeAgain(work);
  }

  private <T> T granted(Decision<T> decision, boolean anyTime, JdbcClient db) {
    Instant now = millis(clock.notBefore(Instant.ofEpochMilli(head.lastAt())));
    if (clock.isHeld() && !anyTime) {
      throw new RefusedException(held());
    }
    var moment = new Moment(now, db);
    return switch (decision.decide(moment)) {
      case Ruling.Refused<T>(var refusal) -> throw new RefusedException(refusal);
      case Ruling.Granted<T>(var acts, var rows, var answer) -> {
        rows.write(db);
        acts.forEach(act -> append(act, moment));
        yield answer;
      }
    };
  }

  private void append(Act act, Moment moment) {
    refuse(signed.against(act, moment.db()));
    for (Sequel sequel : sequels) {
      refuse(sequel.against(act, moment.db()));
    }
    append(act, moment.db());
    for (Sequel sequel : sequels) {
      sequel.after(act, moment).forEach(next -> append(next, moment.db()));
    }
  }

  private static Refusal held() {
    return new Refusal(
        "clock.leapt",
        503,
        "The clock of the server leapt ahead by more than a day, and nothing is recorded by it.",
        List.of("What is recorded at a wrong time can be taken back by nobody."),
        "Tell who runs the server to set its clock right, which is noticed within a minute, or to"
            + " start the server anew where the clock is right.");
  }

  private static void refuse(Optional<Refusal> against) {
    against.ifPresent(
        refusal -> {
          throw new RefusedException(refusal);
        });
  }

  private void append(Act act, JdbcClient db) {
    byte[] entry = act.bytes();
    Hash leaf = Hash.leaf(entry);
    long position = head.frontier().size();
    if (act.at().toEpochMilli() < head.lastAt()) {
      throw new IllegalArgumentException("The act " + act.name() + " is older than the log's end.");
    }
    store.append(db, position, entry, leaf);
    projections.forEach(projection -> projection.apply(position, act, db));
    head = new LogHead(head.frontier().append(leaf), act.at().toEpochMilli());
  }

  /** Locks the head first, so that all nodes are serial; signs the new end last. */
  private final class Batch implements Writer.Frame {
    @Override
    public void begin(JdbcClient db) {
      LogStore.Locked locked = store.lock(db);
      guard.check(db, locked);
      head = locked.head();
      signedSize = head.frontier().size();
    }

    @Override
    public void end(JdbcClient db) {
      Frontier frontier = head.frontier();
      if (frontier.size() > signedSize) {
        var checkpoint = new Checkpoint(keys.verifier().name(), frontier.size(), frontier.root());
        String note = checkpoint.sign(keys.verifier(), keys.signer());
        store.move(db, head, note);
        guard.wrote(head, note);
      }
    }

    @Override
    public void committed() {
      guard.committed();
    }
  }

  /**
   * Reads further entries into what this node knows itself of the log; says whether there are more.
   */
  boolean readSigned(int most) {
    return signed.read(database.reader(), most);
  }

  /** Has somebody told every act about people as this node reads it, from the first entry on. */
  public void tell(SignedReader reader) {
    signed.tell(reader);
  }

  /** Reads all that there is for those who are told. */
  public void readToTheEnd() {
    boolean more = true;
    while (more) {
      more = readSigned(AT_ONCE);
    }
  }

  /** Whether what this node read of the log is what was signed. */
  public boolean isAsSigned() {
    return signed.isAsSigned();
  }

  /** The time by which this node goes. */
  public SteadyClock clock() {
    return clock;
  }

  public Seals seals() {
    return seals;
  }

  /** How many entries the log has now. */
  public long size() {
    return store.size(database.reader());
  }

  /** The newest signed checkpoint; empty before the first act. */
  public String checkpoint() {
    return store.checkpoint(database.reader());
  }

  /** The leaf hashes of the log, for tiles and proofs. */
  public Leaves leaves() {
    return leaves;
  }

  /** Up to {@code count} entries from a position, in order. */
  public List<byte[]> entries(long from, int count) {
    return store.entries(database.reader(), from, count);
  }

  /** Which key the checkpoints are signed with. */
  public LogKey verifier() {
    return keys.verifier();
  }

  /** Hands over every entry in order. */
  public void forEach(BiConsumer<Long, byte[]> consumer) {
    store.forEach(database.reader(), consumer);
  }

  @Override
  public void close() {
    writer.close();
  }
}
