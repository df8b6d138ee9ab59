// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.monitoring.Charge;
import org.imprimatur.proof.monitoring.Incident;
import org.imprimatur.proof.monitoring.IncidentConduct;
import org.imprimatur.proof.monitoring.Watch.Entered;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The register of incidents: reported by anybody, closed with a cause and a lesson. */
@Component
public final class Incidents {
  /** How many lie in the register's list and in its search, the newest first. */
  public static final int MOST = 1_000;

  private static final int LONGEST = 10_000;
  private static final String HELP = "See the page Incidents.";

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Persons persons;

  Incidents(Audit audit, Database database, Blobs blobs, Models models, Persons persons) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.persons = persons;
  }

  /**
   * What somebody reports.
   *
   * @param aware since when it is known; now where nothing is said
   */
  public record Report(
      String severity, String harm, Optional<Instant> aware, String foundBy, String text) {}

  /** Reports an incident of a version that entered production at some time. */
  public long open(Caller caller, String name, long version, Report report) {
    caller.needs(Permission.DISCUSS);
    Digest text = words("incident.text", "Say what happened", report.text());
    return audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          Instant aware = report.aware().orElse(moment.at()).truncatedTo(ChronoUnit.MILLIS);
          Entered entered = entered(moment.db(), model, version, aware);
          var act =
              new IncidentOpened(
                  caller.stamp(moment, Permission.DISCUSS),
                  IncidentStore.next(moment.db()),
                  model.id(),
                  version,
                  entered.opened().submission(),
                  report.severity(),
                  report.harm(),
                  aware,
                  report.foundBy(),
                  text);
          return ruling(act, conduct(moment.db(), model, entered).against(act), act.incident());
        });
  }

  /** Closes an incident with what caused it and what the next reviewer is to know; on the page. */
  public void close(Caller caller, long number, String cause, String lesson) {
    caller.needs(Permission.REVIEW);
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("incident.session", 403, "People close an incident on the page.");
    }
    Digest caused = words("incident.cause", "Say what caused it", cause);
    Digest learned = words("incident.lesson", "Say what the next reviewer is to know", lesson);
    audit.record(moment -> closing(moment, caller, get(moment.db(), number), caused, learned));
  }

  private Ruling<Long> closing(
      Moment moment, Caller caller, Incident incident, Digest cause, Digest lesson) {
    IncidentOpened opened = incident.opened();
    Model model = models.byId(moment.db(), opened.model());
    IncidentConduct conduct =
        conduct(moment.db(), model, entered(moment.db(), model, opened.version(), opened.aware()));
    var act =
        new IncidentClosed(
            caller.stamp(moment, Permission.REVIEW),
            incident.number(),
            opened.model(),
            opened.version(),
            conduct.role(caller.id()).orElse(Charge.OWNER),
            cause,
            lesson);
    return ruling(act, conduct.against(act, Optional.of(incident)), incident.number());
  }

  /** An incident with whatever came of it. */
  public Incident get(long number) {
    return get(database.reader(), number);
  }

  private static Incident get(JdbcClient db, long number) {
    return Optional.ofNullable(Incident.all(Entries.acts(db, "incident:" + number)).get(number))
        .orElseThrow(
            () -> refused("incident.unknown", 404, "There is no incident " + number + "."));
  }

  /**
   * The newest incidents, all of whose words the lesson has.
   *
   * @param search words in any order; blank for every incident, also an open one
   */
  public List<IncidentRow> list(String search) {
    List<String> asked =
        Arrays.stream(folded(search).strip().split("\\s+", -1)).filter(w -> !w.isEmpty()).toList();
    return IncidentStore.newest(database.reader(), MOST).stream()
        .filter(row -> asked.isEmpty() || row.lesson().filter(l -> has(l, asked)).isPresent())
        .toList();
  }

  private boolean has(Digest lesson, List<String> asked) {
    String words = folded(words(lesson));
    return asked.stream().allMatch(words::contains);
  }

  private static String folded(String words) {
    return words.toLowerCase(Locale.ROOT);
  }

  /** Those that nobody has closed, the oldest first. */
  public List<IncidentRow> open(int most) {
    return IncidentStore.open(database.reader(), most);
  }

  /** The newest of a model. */
  public List<IncidentRow> ofModel(String model) {
    return IncidentStore.ofModel(database.reader(), model, MOST);
  }

  /** The newest closed ones of other models. */
  public List<IncidentRow> closedBeside(String model, int most) {
    return IncidentStore.closedBeside(database.reader(), model, most);
  }

  /** What somebody wrote. */
  public String words(Digest digest) {
    return blobs.words(digest);
  }

  /** Who may close an incident of a version known since an instant, by what the records say. */
  public IncidentConduct conduct(Model model, long version, Instant aware) {
    JdbcClient db = database.reader();
    return conduct(db, model, entered(db, model, version, aware));
  }

  private IncidentConduct conduct(JdbcClient db, Model model, Entered entered) {
    return new IncidentConduct(
        entered,
        model.owner(),
        Contributors.of(models.history(db, model.id()), Models.elsewhere(db), entered.opened())
            .keySet(),
        ExposureStore.tookBack(db, model.id(), entered.opened().version(), entered.at()),
        persons.staff(db));
  }

  private static Entered entered(JdbcClient db, Model model, long version, Instant aware) {
    return Entered.when(Entries.acts(db, model.id()), version, aware)
        .orElseThrow(
            () ->
                refused(
                    "monitoring.version",
                    404,
                    "%s v%d was never in production.".formatted(model.name(), version)));
  }

  private Digest words(String code, String asked, String words) {
    String text = words.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw refused(code, 422, asked + ", in 1 to 10,000 characters.");
    }
    return blobs.put(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Ruling<Long> ruling(Act act, List<Reason> against, long number) {
    if (against.isEmpty()) {
      return Ruling.granted(act, number);
    }
    String code = against.getFirst().code();
    int status =
        switch (code) {
          case "incident.by", "incident.hand", "incident.took-back", "incident.opener" -> 403;
          case "incident.twice" -> 409;
          default -> 422;
        };
    return new Ruling.Refused<>(
        new Refusal(
            code,
            status,
            against.getFirst().sentence(),
            against.stream().map(Reason::sentence).toList(),
            HELP));
  }

  private static RefusedException refused(String code, int status, String sentence) {
    return new RefusedException(new Refusal(code, status, sentence, List.of(), HELP));
  }
}
