// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.function.UnaryOperator;
import org.imprimatur.proof.json.Json;

/** Why a command ends without its result: what happened, with which thing, and what to do. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String code;
  private final String sentence;
  private final String help;
  private final transient List<String> reasons;

  private CommandException(
      Exit exit, String code, String sentence, String help, List<String> reasons) {
    super(sentence);
    this.exit = exit;
    this.code = code;
    this.sentence = sentence;
    this.help = help;
    this.reasons = List.copyOf(reasons);
  }

  /** The command was used wrongly; nothing was done. */
  static CommandException usage(String code, String sentence, String help) {
    return usage(code, sentence, help, List.of());
  }

  static CommandException usage(String code, String sentence, String help, List<String> reasons) {
    return new CommandException(Exit.USAGE, code, sentence, help, reasons);
  }

  /** What was asked could not be established. */
  static CommandException unknown(String code, String sentence, String help) {
    return new CommandException(Exit.UNKNOWN, code, sentence, help, List.of());
  }

  /** The answer is no, for these reasons. */
  static CommandException no(String code, String sentence, String help, List<String> reasons) {
    return new CommandException(Exit.NO, code, sentence, help, reasons);
  }

  /** The same with its sentence and every reason in other words. */
  CommandException with(UnaryOperator<String> words) {
    return new CommandException(
        exit, code, words.apply(sentence), help, reasons.stream().map(words).toList());
  }

  Exit exit() {
    return exit;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  String help() {
    return help;
  }

  List<String> reasons() {
    return reasons;
  }

  Json.Obj json() {
    Json.Builder error = Json.obj().put("code", code).put("message", sentence).put("help", help);
    if (!reasons.isEmpty()) {
      error.put("reasons", Json.array(reasons.stream().map(Json::of).toList()));
    }
    return Json.obj().put("error", error.build()).build();
  }
}
