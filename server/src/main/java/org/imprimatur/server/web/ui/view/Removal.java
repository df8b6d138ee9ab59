// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * A way to take something out of production for good, as it is offered to whoever may.
 *
 * @param address where the form is sent
 * @param button the verb and the thing, which are the heading as well
 * @param consequence what it does, before anybody does it
 * @param against what stands against it now; the form is left out then
 * @param typed what is to be typed first; empty where nothing is
 */
public record Removal(
    String id,
    String address,
    String button,
    String consequence,
    List<String> against,
    String typed) {
  public Removal {
    against = List.copyOf(against);
  }
}
