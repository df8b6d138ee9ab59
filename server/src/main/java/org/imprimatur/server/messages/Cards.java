// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.messages.MessageSettings.Style;

/** What is posted to a channel, in the form that it reads. */
final class Cards {
  /** A space that has no width. */
  private static final String NOTHING = "\u200B";

  private final String base;

  Cards(String base) {
    this.base = base;
  }

  Json.Obj of(Style style, Matter matter, Instant at) {
    return switch (style) {
      case SLACK -> slack(matter);
      case MATTERMOST -> mattermost(matter);
      case TEAMS -> teams(matter);
      case SIGNED -> signed(matter, at);
    };
  }

  private String link(Matter matter) {
    return base + matter.path();
  }

  private static String title(Matter matter) {
    return matter.kind().toChannel()
        + matter.role().map(role -> " of " + PlainName.of(role)).orElse("");
  }

  /** In Slack three characters mean something wherever they stand. */
  private Json.Obj slack(Matter matter) {
    String said = title(matter) + ": " + matter.thing().words();
    String escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return Json.obj().put("text", "%s. <%s|Open>".formatted(escaped, link(matter))).build();
  }

  private Json.Obj mattermost(Matter matter) {
    return Json.obj()
        .put(
            "text",
            "**%s**: %s. [Open](%s)"
                .formatted(markdown(title(matter)), markdown(matter.thing().words()), link(matter)))
        .build();
  }

  /** An adaptive card, as the Workflows app takes it from a webhook. */
  private Json.Obj teams(Matter matter) {
    Json.Obj title = block(title(matter)).put("weight", "Bolder").build();
    Json.Obj thing = block(matter.thing().words()).build();
    Json.Obj open =
        Json.obj()
            .put("type", "Action.OpenUrl")
            .put("title", "Open")
            .put("url", link(matter))
            .build();
    Json.Obj card =
        Json.obj()
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4")
            .put("body", Json.array(List.of(title, thing)))
            .put("actions", Json.array(List.of(open)))
            .build();
    Json.Obj attachment =
        Json.obj()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .put("content", card)
            .build();
    return Json.obj()
        .put("type", "message")
        .put("attachments", Json.array(List.of(attachment)))
        .build();
  }

  private static Json.Builder block(String text) {
    return Json.obj().put("type", "TextBlock").put("text", markdown(text)).put("wrap", true);
  }

  /** Mattermost calls everybody where a name stands after an @, so that nothing stands there. */
  private static String markdown(String text) {
    return text.replaceAll("[\\\\`*_\\[\\]<>#|~]", "\\\\$0")
        .replaceAll("@(?=\\p{L})", "@" + NOTHING);
  }

  /** For machines: the members that Standard Webhooks names, and what there is to tell. */
  private Json.Obj signed(Matter matter, Instant at) {
    Json.Builder data = Json.obj().put("thing", matter.thing().words()).put("link", link(matter));
    matter.thing().model().ifPresent(model -> data.put("model", model));
    matter.role().ifPresent(role -> data.put("role", role));
    if (matter.thing().version() > 0) {
      data.put("version", matter.thing().version());
    }
    if (matter.thing().submission() > 0) {
      data.put("submission", matter.thing().submission());
    }
    return Json.obj()
        .put("type", matter.kind().word())
        .put("timestamp", at.toString())
        .put("data", data.build())
        .build();
  }
}
