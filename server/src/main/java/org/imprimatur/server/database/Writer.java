// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The one writer of a node: a queue of requests, each in a savepoint of its own, one durable commit
 * for all that waited. Nobody is answered before the commit is durable, but for what is written
 * again where it is lost ({@link #writeAgain}); and nobody waits for a writer that has ended. An
 * {@link Error} in one request takes its whole batch and the connection with it, since nobody knows
 * what it left half done in either; the next batch begins anew.
 */
public final class Writer implements AutoCloseable {
  private static final int MOST_IN_BATCH = 256;
  private static final int MOST_WAITING = 10_000;

  /** How long anybody waits for a database that is away: a restart is waited for, no more. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What runs around each batch, in its transaction: locking first, concluding last. */
  public interface Frame {
    void begin(JdbcClient db);

    void end(JdbcClient db);

    /** What was concluded is durable now. */
    default void committed() {}
  }

  /** One request; an exception undoes what it wrote and nothing else, an error its whole batch. */
  public interface Work<T> {
    T run(JdbcClient db);
  }

  private final Database database;
  private final Frame frame;
  private final BlockingQueue<Request<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean ended;

  // Of the thread alone: whom it took from the queue and has not answered yet.
  private List<Request<?>> taken = List.of();

  public Writer(Database database, Frame frame) {
    this.database = database;
    this.frame = frame;
    this.thread = Thread.ofPlatform().name("writer").start(this::serve);
  }

  /** Runs in the next batch; throws what the work threw, or that the writer is not available. */
  public <T> T write(Work<T> work) {
    return write(new Request<>(work, true));
  }

  /**
   * The same for what is written again where it is lost: alone in a batch, its commit does not wait
   * for the disk. It is never lost without everything that was committed after it.
   */
  public <T> T writeAgain(Work<T> work) {
    return write(new Request<>(work, false));
  }

  private <T> T write(Request<T> request) {
    if (closed || !queue.offer(request)) {
      throw new WriterException("The database cannot take the change now. Try again.");
    }
    if (ended) {
      // It came after the last look at the queue.
      refuse(request, stopped());
    }
    try {
      return request.answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new WriterException("The change could not be stored.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WriterException("The wait for the database was interrupted.", e);
    }
  }

  /** How many wait for the next batch. */
  int waiting() {
    return queue.size();
  }

  /** A request with its answer, which is given after the commit. */
  private static final class Request<T> {
    private final Work<T> work;
    private final boolean durable;
    private final long since = System.nanoTime();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Runnable conclusion = () -> {};

    Request(Work<T> work, boolean durable) {
      this.work = work;
      this.durable = durable;
    }

    void run(JdbcClient db, Statement statement) throws SQLException {
      statement.execute("SAVEPOINT request");
      try {
        T value = work.run(db);
        statement.execute("RELEASE SAVEPOINT request");
        conclusion = () -> answer.complete(value);
      } catch (RuntimeException e) {
        statement.execute("ROLLBACK TO SAVEPOINT request");
        statement.execute("RELEASE SAVEPOINT request");
        conclusion = () -> answer.completeExceptionally(e);
      }
    }
  }

  private void serve() {
    try {
      while (!closed || !queue.isEmpty()) {
        serveOnce();
      }
    } finally {
      ended = true;
      taken.forEach(request -> refuse(request, stopped()));
      queue.forEach(request -> refuse(request, stopped()));
    }
  }

  private void serveOnce() {
    try (Connection connection = database.writerConnection()) {
      serve(connection);
    } catch (SQLException | RuntimeException | Error e) {
      // The connection is gone; those of the batch were told, the next gets a new one.
      taken.forEach(request -> refuse(request, WriterException.unanswered(e)));
      taken = List.of();
      queue.removeIf(request -> isGivenUp(request, e));
      pause();
    }
  }

  /** Nobody waits without end while there is no connection, and a server that stops is not held. */
  private boolean isGivenUp(Request<?> request, Throwable cause) {
    boolean over = closed || System.nanoTime() - request.since > PATIENCE.toNanos();
    if (over) {
      refuse(request, away(cause));
    }
    return over;
  }

  private static WriterException away(Throwable cause) {
    return new WriterException("The database is away. Nothing was stored. Try again.", cause);
  }

  private static WriterException stopped() {
    return new WriterException("The server takes no more changes: it is stopping.");
  }

  private void serve(Connection connection) throws SQLException {
    var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    try (Statement statement = connection.createStatement()) {
      while (!closed || !queue.isEmpty()) {
        taken = next();
        if (!taken.isEmpty()) {
          commit(taken, db, statement);
        }
      }
    }
  }

  private List<Request<?>> next() {
    List<Request<?>> batch = new ArrayList<>();
    try {
      Request<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, MOST_IN_BATCH - 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return batch;
  }

  private void commit(List<Request<?>> batch, JdbcClient db, Statement statement)
      throws SQLException {
    boolean committing = false;
    try {
      statement.execute(database.dialect().begin());
      frame.begin(db);
      for (Request<?> request : batch) {
        request.run(db, statement);
      }
      frame.end(db);
      boolean durable = batch.stream().anyMatch(request -> request.durable);
      committing = true;
      statement.execute(durable ? "COMMIT" : database.dialect().commitSoon());
    } catch (SQLException | RuntimeException | Error e) {
      WriterException told =
          committing && isLost(e)
              ? WriterException.unanswered(e)
              : new WriterException("The change could not be stored.", e);
      batch.forEach(request -> refuse(request, told));
      throw e;
    }
    frame.committed();
    batch.forEach(request -> request.conclusion.run());
  }

  /** Whether the connection broke, or the database ended it: it says nothing of the commit. */
  private static boolean isLost(Throwable fault) {
    return fault instanceof SQLException sql
        && sql.getSQLState() != null
        && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
  }

  private static void refuse(Request<?> request, WriterException reason) {
    request.answer.completeExceptionally(reason);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Finishes what waits, then stops. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
