// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.server.audit.Refusal;

/**
 * The name under which a person stands beside what they signed. Two people with one name could not
 * be told apart there, so a second one is refused, also where only case, spaces or the way of
 * writing it differ.
 */
final class ShownName {
  private static final int LONGEST = 100;

  /** What draws nothing or turns the text around it: controls, formats, unassigned, separators. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  /** Scripts of which some letters look the same. */
  private static final Set<UnicodeScript> ALIKE =
      EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK);

  /** Letters of Cyrillic and then of Greek that are drawn as those of {@link #LATIN}. */
  private static final String LOOKS =
      "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb"
          + "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406"
          + "\u0408\u0405\u03bf\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d"
          + "\u039f\u03a1\u03a4\u03a5\u03a7";

  private static final String LATIN = "aeopcyxijsdqwhABEKMHOPCTYXIJSovABEZHIKMNOPTYX";

  private ShownName() {}

  /** Why nobody can have this name; empty where somebody can. */
  static Optional<Refusal> against(String name) {
    if (name.isBlank() || name.length() > LONGEST) {
      return Optional.of(refusal(422, "A name has 1 to 100 characters."));
    }
    if (UNSEEN.matcher(name).find()) {
      return Optional.of(refusal(422, "A name has no characters that nobody sees."));
    }
    boolean mixed =
        List.of(name.split("[\\s\\p{Z}-]+")).stream().anyMatch(word -> scripts(word).size() > 1);
    return mixed
        ? Optional.of(refusal(422, "A word of a name has letters of one script."))
        : Optional.empty();
  }

  /** The same of a name beside those that others have. */
  static Optional<Refusal> against(String name, Collection<String> others) {
    String seen = asSeen(name);
    return others.stream()
        .filter(other -> asSeen(other).equals(seen))
        .findFirst()
        .map(other -> refusal(409, "Somebody is called " + other + " already."));
  }

  private static Set<UnicodeScript> scripts(String word) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    word.codePoints().mapToObj(UnicodeScript::of).filter(ALIKE::contains).forEach(scripts::add);
    return scripts;
  }

  private static String asSeen(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String drawn =
        plain
            .codePoints()
            .map(ShownName::drawn)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return SPACES.matcher(drawn.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  private static int drawn(int letter) {
    int place = LOOKS.indexOf(letter);
    return place < 0 ? letter : LATIN.charAt(place);
  }

  private static Refusal refusal(int status, String sentence) {
    return new Refusal(
        "person.name",
        status,
        sentence,
        List.of(),
        "Write it as everybody reads it, with a middle initial or a team where two are called"
            + " alike.");
  }
}
