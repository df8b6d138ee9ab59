// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
 * for all that waited. Nobody is answered before the commit is durable.
 */
public final class Writer implements AutoCloseable {
  private static final int MOST_IN_BATCH = 256;
  private static final int MOST_WAITING = 10_000;

  /** What runs around each batch, in its transaction: locking first, concluding last. */
  public interface Frame {
    void begin(JdbcClient db);

    void end(JdbcClient db);

    /** What was concluded is durable now. */
    default void committed() {}
  }

  /** One request; an exception undoes what it wrote and nothing else. */
  public interface Work<T> {
    T run(JdbcClient db);
  }

  private final Database database;
  private final Frame frame;
  private final BlockingQueue<Request<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closed;

  public Writer(Database database, Frame frame) {
    this.database = database;
    this.frame = frame;
    this.thread = Thread.ofPlatform().name("writer").start(this::serve);
  }

  /** Runs in the next batch; throws what the work threw, or that the writer is not available. */
  public <T> T write(Work<T> work) {
    var request = new Request<>(work);
    if (closed || !queue.offer(request)) {
      throw new WriterException("The database cannot take the change now. Try again.");
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

  /** A request with its answer, which is given after the commit. */
  private static final class Request<T> {
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Runnable conclusion = () -> {};

    Request(Work<T> work) {
      this.work = work;
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
    while (!closed || !queue.isEmpty()) {
      try (Connection connection = database.writerConnection()) {
        serve(connection);
      } catch (SQLException | RuntimeException e) {
        // The connection is gone; those of the batch were told, the next gets a new one.
        pause();
      }
    }
    queue.forEach(request -> refuse(request, new WriterException("The server is stopping.")));
  }

  private void serve(Connection connection) throws SQLException {
    var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    try (Statement statement = connection.createStatement()) {
      while (!closed || !queue.isEmpty()) {
        List<Request<?>> batch = next();
        if (!batch.isEmpty()) {
          commit(batch, db, statement);
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
    try {
      statement.execute(database.dialect().begin());
      frame.begin(db);
      for (Request<?> request : batch) {
        request.run(db, statement);
      }
      frame.end(db);
      statement.execute("COMMIT");
      frame.committed();
    } catch (SQLException | RuntimeException e) {
      batch.forEach(
          request -> refuse(request, new WriterException("The change could not be stored.", e)));
      throw e;
    }
    batch.forEach(request -> request.conclusion.run());
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
