// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Some submissions to which anything happens in any order, often within one millisecond. */
final class RandomSubmissions {
  private static final List<String> PEOPLE = List.of("p_bruno", "p_chiara", "p_lena", "p_hanna");
  private static final List<String> ROLES = List.of("validator", "compliance", "business-owner");
  private static final List<String> DECISIONS =
      List.of("approve", "approve", "approve-with-conditions", "reject", "abstain");

  final TestingSubmissions log = new TestingSubmissions();
  private final Random random;
  private final Deque<String> requests = new ArrayDeque<>();
  private final Deque<String> waivers = new ArrayDeque<>();

  RandomSubmissions(Random random) {
    this.random = random;
    List<Long> open = new ArrayList<>();
    for (int act = 0; act < 120; act++) {
      log.later(Duration.ofMillis(random.nextBoolean() ? random.nextInt(1_000_000) : 0));
      if (open.size() < 2 || random.nextInt(10) == 0) {
        open.add(log.submit(act + 1, Duration.ofMillis(random.nextInt(50))));
      } else if (happens(open.get(random.nextInt(open.size())))) {
        open.clear();
      }
    }
    log.later(Duration.ofMillis(random.nextInt(5_000)));
  }

  /** Says whether it ended; what ended may be gone on about all the same. */
  private boolean happens(long number) {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> log.card(number, random.nextInt(3) > 0);
      case 3, 4, 5, 6 -> log.sign(number, any(PEOPLE), any(ROLES), any(DECISIONS));
      case 7 -> log.hold(number);
      case 8 -> log.resume(number);
      case 9 -> requests.add(log.askForChanges(number));
      case 10 -> {
        if (!requests.isEmpty()) {
          log.answer(number, requests.remove());
        }
      }
      case 11 -> waivers.add(log.askForWaiver(number, "2026-09-0" + (1 + random.nextInt(9))));
      case 12 -> {
        if (!waivers.isEmpty()) {
          log.grant(number, waivers.remove());
        }
      }
      default -> {
        return ends(number);
      }
    }
    return false;
  }

  private boolean ends(long number) {
    if (random.nextBoolean()) {
      log.promote(number);
    } else {
      log.withdraw(number);
    }
    return random.nextBoolean();
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** How many kinds of owners there were. */
  long kinds() {
    return log.chronicle().courses(log.now).stream()
        .flatMap(course -> course.spans().stream())
        .map(span -> span.owner().kind())
        .distinct()
        .count();
  }
}
