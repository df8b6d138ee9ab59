// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import org.imprimatur.server.web.ui.view.Listing;

/** The views of Monitoring. */
final class MonitoringTabs {
  static final String CALENDAR = "/monitoring/calendar";
  static final String INCIDENTS = "/incidents";

  private MonitoringTabs() {}

  /** Those beside the promises, which have views of their own. */
  static List<Listing.Tab> beside(String current) {
    return List.of(tab("Calendar", CALENDAR, current), tab("Incidents", INCIDENTS, current));
  }

  /** All of them. */
  static List<Listing.Tab> all(String current) {
    return List.of(
        tab("Promises and approvals", "/monitoring", current),
        tab("Calendar", CALENDAR, current),
        tab("Incidents", INCIDENTS, current));
  }

  private static Listing.Tab tab(String words, String address, String current) {
    return new Listing.Tab(words, address, "", address.equals(current));
  }
}
