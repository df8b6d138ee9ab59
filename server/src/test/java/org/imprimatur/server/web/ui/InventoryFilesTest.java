// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The inventory as a file: two are made at a time, and the third waits for its turn. */
class InventoryFilesTest {
  private final InventoryFiles files = new InventoryFiles();

  @Test
  void a_third_download_waits_until_one_before_it_is_made_and_is_then_whole() throws Exception {
    var begun = new CountDownLatch(InventoryFiles.AT_ONCE);
    var goOn = new CountDownLatch(1);
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Path>> first = new ArrayList<>();
      for (int i = 0; i < InventoryFiles.AT_ONCE; i++) {
        first.add(
            people.submit(
                () ->
                    files.make(
                        ".csv",
                        to -> {
                          begun.countDown();
                          await(goOn);
                          to.write('1');
                        })));
      }
      begun.await();
      Future<Path> third = people.submit(() -> files.make(".csv", to -> to.write('3')));
      while (files.waiting() == 0) {
        Thread.onSpinWait();
      }
      assertThat(third.isDone()).as("while both before it are made").isFalse();

      goOn.countDown();
      assertThat(text(third.get())).isEqualTo("3");
      for (Future<Path> one : first) {
        assertThat(text(one.get())).isEqualTo("1");
      }
    }
  }

  @Test
  void what_fails_halfway_leaves_no_file_and_takes_no_turn_away() throws IOException {
    List<Path> before = left();
    for (int i = 0; i <= InventoryFiles.AT_ONCE; i++) {
      assertThatThrownBy(
              () ->
                  files.make(
                      ".csv-test",
                      to -> {
                        to.write('1');
                        throw new IOException("No space is left.");
                      }))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(left()).isEqualTo(before);
    assertThat(text(files.make(".csv", to -> to.write('1')))).isEqualTo("1");
  }

  private static List<Path> left() throws IOException {
    try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(one -> one.toString().endsWith(".csv-test")).sorted().toList();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }
}
