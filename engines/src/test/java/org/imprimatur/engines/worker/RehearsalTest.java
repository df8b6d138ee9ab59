// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir Path folder;

  @Test
  void a_worker_that_nobody_wants_rehearses_to_the_end_and_leaves_nothing() {
    assertThat(Rehearsal.run(folder, () -> false)).isEqualTo(Rehearsal.ROUNDS);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void it_stops_where_somebody_comes() {
    AtomicInteger asked = new AtomicInteger();

    assertThat(Rehearsal.run(folder, () -> asked.incrementAndGet() > 3)).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void it_does_not_begin_where_somebody_waits() {
    assertThat(Rehearsal.run(folder, () -> true)).isZero();
    assertThat(folder).isEmptyDirectory();
  }
}
