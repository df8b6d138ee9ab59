// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * The way back to a version that was approved before.
 *
 * @param address where the form is sent
 * @param verdict what the gate says of it now
 * @param consequence what follows where it passes
 * @param against every reason why it does not; empty where it passes
 * @param version the page where the version is submitted again
 */
public record Rollback(
    String address, String verdict, String consequence, List<String> against, String version) {
  public Rollback {
    against = List.copyOf(against);
  }
}
