// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.json.Json;

/**
 * A model card as Hugging Face writes it: YAML front matter between two lines of dashes, then
 * Markdown. A section's words include those of the sections below it.
 */
public record ModelCard(Json frontMatter, Map<String, Section> sections) {
  private static final int LIMIT = 1 << 20;
  private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.+?)\\s*#*$");
  private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|$)", Pattern.DOTALL);

  /** A heading and how many words stand below it. */
  public record Section(String title, int level, long words) {}

  public static ModelCard read(byte[] bytes) throws CheckException {
    if (bytes.length > LIMIT) {
      throw new CheckException("card.too-large", "The model card is larger than 1 MB. Shorten it.");
    }
    String text = decode(bytes).replace("\r\n", "\n");
    String yaml = "";
    if (text.startsWith("---\n")) {
      int end = text.indexOf("\n---", 3);
      if (end < 0) {
        throw new CheckException(
            "card.front-matter",
            "The front matter of the model card has no end. Close it with a line of three dashes.");
      }
      yaml = text.substring(4, Math.max(4, end + 1));
      text = text.substring(end + 4);
    }
    return new ModelCard(FrontMatter.read(yaml), sections(COMMENT.matcher(text).replaceAll("")));
  }

  static String decode(byte[] bytes) throws CheckException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CheckException("card.encoding", "The model card is not UTF-8. Save it as UTF-8.");
    }
  }

  private static Map<String, Section> sections(String markdown) {
    List<Section> found = new ArrayList<>();
    boolean fenced = false;
    for (String line : markdown.split("\n", -1)) {
      fenced ^= line.startsWith("```");
      Matcher heading = HEADING.matcher(line);
      if (!fenced && heading.matches()) {
        found.add(new Section(heading.group(2), heading.group(1).length(), 0));
      } else if (!found.isEmpty()) {
        Section last = found.removeLast();
        found.add(new Section(last.title(), last.level(), last.words() + words(line)));
      }
    }
    Map<String, Section> sections = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      Section section = found.get(i);
      long words = section.words();
      for (int j = i + 1; j < found.size() && found.get(j).level() > section.level(); j++) {
        words += found.get(j).words();
      }
      sections.putIfAbsent(
          slug(section.title()), new Section(section.title(), section.level(), words));
    }
    return sections;
  }

  private static long words(String line) {
    String kept = line.replaceAll("(?i)\\[more information needed\\]", " ");
    return Pattern.compile("[\\p{L}\\p{N}]+").matcher(kept).results().count();
  }

  static String slug(String title) {
    return title
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-+|-+$", "");
  }
}
