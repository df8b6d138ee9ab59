// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.insights.Course.Ending;
import org.imprimatur.proof.json.Json;

/**
 * What passed without being satisfied.
 *
 * @param bypassed of all that came to production: past the gate, ratified since or not
 * @param unmeasured of the promises of what serves in production that must be measured regularly:
 *     not measured in time
 * @param waived of the promotions: at least one waiver was in force
 * @param conditional of the promotions: at least one approval under conditions stood
 * @param enveloped of the promotions: under a change envelope, with the signatures of another
 * @param takenBack of the batches of production data that were sent
 * @param watching what is watched and binds nobody
 */
public record Theatre(
    Share waived,
    Share conditional,
    Share bypassed,
    Share unmeasured,
    Share enveloped,
    TakenBack takenBack,
    Watching watching,
    Waivers waivers) {
  /**
   * Batches of production data that were taken back.
   *
   * @param batches of all that were sent of versions in production
   * @param broken how many of those that were taken back had broken a promise
   */
  public record TakenBack(Share batches, long broken) {
    private static TakenBack of(List<Service> services) {
      List<Service.Batches> batches = services.stream().map(Service::batches).toList();
      return new TakenBack(
          Share.of(
              batches.stream().mapToLong(Service.Batches::takenBack).sum(),
              batches.stream().mapToLong(Service.Batches::sent).sum()),
          batches.stream().mapToLong(Service.Batches::broken).sum());
    }
  }

  /**
   * What is watched and binds nobody.
   *
   * @param policies proposed policies that are watched
   * @param requirements of the newest policy of each name: those that are not enforced everywhere
   */
  public record Watching(long policies, long requirements) {}

  /**
   * What became of the waivers that were asked for.
   *
   * @param inForce granted and not ended, their day not over
   * @param ended before their day, also refused ones
   * @param expired granted, and their day is over
   * @param pending neither granted nor ended
   */
  public record Waivers(long asked, long inForce, long ended, long expired, long pending) {}

  static Theatre of(List<Course> courses, Watching watching, Instant at) {
    List<Course> promoted =
        courses.stream().filter(one -> one.ending() == Ending.PROMOTED).toList();
    List<Service> services = courses.stream().flatMap(one -> one.service().stream()).toList();
    List<Waiver> waivers = courses.stream().flatMap(one -> one.waivers().stream()).toList();
    List<Waiver> going = waivers.stream().filter(one -> !one.isEnded(at)).toList();
    return new Theatre(
        Share.of(
            promoted.stream().filter(one -> one.effort().waived() > 0).count(), promoted.size()),
        Share.of(
            promoted.stream().filter(one -> one.effort().conditional() > 0).count(),
            promoted.size()),
        Share.of(
            services.stream().filter(one -> one.path() == Service.Path.BREAK_GLASS).count(),
            services.size()),
        Share.of(
            services.stream().mapToLong(Service::missing).sum(),
            services.stream().mapToLong(Service::due).sum()),
        Share.of(promoted.stream().filter(one -> one.effort().lent()).count(), promoted.size()),
        TakenBack.of(services),
        watching,
        new Waivers(
            waivers.size(),
            going.stream().filter(one -> one.state(at) == Waiver.State.IN_FORCE).count(),
            waivers.size() - going.size(),
            going.stream().filter(one -> one.granted().isPresent() && one.isPast(at)).count(),
            going.stream().filter(one -> one.granted().isEmpty()).count()));
  }

  Json toJson() {
    return Json.obj()
        .put("waived", waived.toJson())
        .put("conditional", conditional.toJson())
        .put("bypassed", bypassed.toJson())
        .put("unmeasured", unmeasured.toJson())
        .put("enveloped", enveloped.toJson())
        .put("takenBack", takenBack.batches().toJson())
        .put("takenBackBroken", takenBack.broken())
        .put("watched", watching.policies())
        .put("watchedRequirements", watching.requirements())
        .put(
            "waivers",
            Json.obj()
                .put("asked", waivers.asked())
                .put("inForce", waivers.inForce())
                .put("ended", waivers.ended())
                .put("expired", waivers.expired())
                .put("pending", waivers.pending())
                .build())
        .build();
  }
}
