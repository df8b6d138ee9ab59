// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.server.audit.LogKeys;

/**
 * The peer: the same rows of the same log, each request in a transaction and a durable commit of
 * its own. One connection in turns, which spares it the waits of many on the head's row.
 */
final class PlainCommits implements AutoCloseable {
  private final LogKeys keys;
  private final Connection connection;
  private final String begin;
  private final String lock;
  private final ReentrantLock turn = new ReentrantLock(true);

  PlainCommits(String url, LogKeys keys) throws SQLException {
    this.keys = keys;
    boolean sqlite = url.startsWith("jdbc:sqlite:");
    var properties = new Properties();
    if (sqlite) {
      properties.setProperty("journal_mode", "WAL");
      properties.setProperty("synchronous", "FULL");
      properties.setProperty("busy_timeout", "10000");
    }
    this.connection = DriverManager.getConnection(url, properties);
    this.begin = sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
    this.lock = sqlite ? "" : " FOR UPDATE";
  }

  void record() throws SQLException {
    turn.lock();
    try {
      commit();
    } finally {
      turn.unlock();
    }
  }

  private void commit() throws SQLException {
    byte[] entry =
        new TeamJoined(new Stamp(Instant.now(), "p_admin"), "p_member", "validation").bytes();
    Hash leaf = Hash.leaf(entry);
    try (Statement statement = connection.createStatement()) {
      statement.execute(begin);
      Frontier before = head(statement);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO log_entries VALUES (?, ?, ?)")) {
        insert.setLong(1, before.size());
        insert.setBytes(2, entry);
        insert.setBytes(3, leaf.bytes());
        insert.executeUpdate();
      }
      move(before.append(leaf));
      statement.execute("COMMIT");
    }
  }

  private Frontier head(Statement statement) throws SQLException {
    String question = "SELECT size, frontier FROM log_head WHERE id = 1" + lock;
    try (ResultSet row = statement.executeQuery(question)) {
      row.next();
      byte[] bytes = row.getBytes(2);
      List<Hash> subtrees = new ArrayList<>();
      for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
        subtrees.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
      }
      return new Frontier(row.getLong(1), subtrees);
    }
  }

  private void move(Frontier frontier) throws SQLException {
    var bytes = new ByteArrayOutputStream();
    frontier.subtrees().forEach(hash -> bytes.writeBytes(hash.bytes()));
    var checkpoint = new Checkpoint(keys.verifier().name(), frontier.size(), frontier.root());
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE log_head SET size = ?, frontier = ?, last_at = ?, checkpoint = ? WHERE id = 1")) {
      update.setLong(1, frontier.size());
      update.setBytes(2, bytes.toByteArray());
      update.setLong(3, System.currentTimeMillis());
      update.setString(4, checkpoint.sign(keys.verifier(), keys.signer()));
      update.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
