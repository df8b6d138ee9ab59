// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/** A state in a word and an icon; its tone only repeats them in colour. */
public record Mark(String word, String icon, String tone) {
  public static final Mark NOT_APPLICABLE = new Mark("Not applicable", "circle-minus", "mute");
  public static final Mark WATCHED = new Mark("Watched", "eye", "mute");
  public static final Mark WAITING = new Mark("Waiting", "hourglass", "wait");
  public static final Mark UNSATISFIED = new Mark("Unsatisfied", "circle-x", "bad");
  public static final Mark SATISFIED = new Mark("Satisfied", "circle-check", "ok");
  public static final Mark WAIVED = new Mark("Waived", "file-certificate", "waive");
  public static final Mark BYPASSED = new Mark("Bypassed", "shield-off", "bypass");
  public static final Mark EXPIRED = new Mark("Expired", "calendar-off", "warn");
  public static final Mark ERROR = new Mark("Error", "alert-octagon", "bad error");

  public static final Mark WITHIN = new Mark("within", "circle-check", "ok");
  public static final Mark OUTSIDE = new Mark("outside", "circle-x", "bad");
  public static final Mark CANNOT_BE_TOLD = new Mark("cannot be told", "help-circle", "warn");
  public static final Mark NOT_JUDGED = new Mark("not judged", "circle-dashed", "mute");

  public static final Mark LAPSED = new Mark("Unsatisfied: sign-off lapsed", "refresh", "warn");
  public static final Mark CANNOT_START = new Mark("Waiting: cannot start", "lock", "wait");

  public static final Mark UNCONFINED =
      new Mark("Computed without confinement", "shield-off", "warn");

  public static final Mark GUESSED = new Mark("Read by a guess", "help-circle", "warn");

  /** The same look with other words. */
  public Mark saying(String words) {
    return new Mark(words, icon, tone);
  }
}
