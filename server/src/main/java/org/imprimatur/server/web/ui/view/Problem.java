// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong: what happened, which thing, every reason, what to do, and the stable code.
 *
 * @param kept what the person had written, so that nothing is lost; else empty
 * @param next the one act that helps, or null
 */
public record Problem(
    String what, List<String> reasons, String help, String code, String kept, @Nullable Link next) {
  public Problem {
    reasons = List.copyOf(reasons);
  }
}
