// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that the log has grown. An event carries the size of the log and nothing else:
 * the page asks for itself again, and its permission is checked again. A stream begins with the
 * size, so that nothing is missed between a page and its stream.
 */
@Controller
final class LivePage extends Rounds {
  private static final int MOST_STREAMS = 2_000;
  private static final long LASTS_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long QUIET_MILLIS = Duration.ofSeconds(15).toMillis();

  private final Audit audit;
  private final Queue<SseEmitter> streams = new ConcurrentLinkedQueue<>();
  private volatile long told = -1;
  private volatile long spoke;

  LivePage(Audit audit) {
    super("live", 1, Duration.ofMillis(200));
    this.audit = audit;
  }

  /** The size of the log, now and whenever it has grown, as server-sent events. */
  @GetMapping("/events")
  @Needs(Permission.READ)
  ResponseEntity<SseEmitter> events() throws IOException {
    if (streams.size() >= MOST_STREAMS) {
      throw new RefusedException(
          new Refusal(
              "live.full",
              503,
              "Too many pages are open for live updates.",
              List.of(),
              "The page works without; reload it to see what is new."));
    }
    var stream = new SseEmitter(LASTS_MILLIS);
    stream.onCompletion(() -> streams.remove(stream));
    stream.onTimeout(stream::complete);
    stream.onError(_ -> streams.remove(stream));
    long size = audit.size();
    stream.send(head(size));
    streams.add(stream);
    // A round that looked before this stream was there has told the others, and not this one.
    long now = audit.size();
    if (now != size) {
      stream.send(head(now));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(CacheControl.noStore())
        .body(stream);
  }

  private static SseEmitter.SseEventBuilder head(long size) {
    return SseEmitter.event().name("head").data(Long.toString(size));
  }

  /** Looks at the log for all streams at once; says something now and then to find the dead. */
  @Override
  protected boolean round() {
    if (streams.isEmpty()) {
      return false;
    }
    long size = audit.size();
    boolean quiet = System.nanoTime() - spoke > QUIET_MILLIS * 1_000_000;
    if (size == told && !quiet) {
      return false;
    }
    for (Iterator<SseEmitter> all = streams.iterator(); all.hasNext(); ) {
      SseEmitter stream = all.next();
      try {
        stream.send(size == told ? SseEmitter.event().comment("still here") : head(size));
      } catch (IOException | IllegalStateException e) {
        all.remove();
      }
    }
    told = size;
    spoke = System.nanoTime();
    return false;
  }

  @Override
  public void stop() {
    super.stop();
    streams.forEach(SseEmitter::complete);
  }
}
