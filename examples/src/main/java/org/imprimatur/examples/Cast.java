// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The people of the example, with what the server gave each of them at its first start. */
final class Cast {
  private final Map<String, Player> players = new LinkedHashMap<>();

  /**
   * One person.
   *
   * @param link the one-time link of the first start
   * @param token the secret for the command line, if the person has one
   */
  record Player(
      String username, String link, Optional<String> token, String password, Browser browser) {
    @Override
    public String toString() {
      return username;
    }
  }

  /** Reads what the first start wrote into the server's data folder. */
  static Cast of(Path data, String server) throws IOException {
    Map<String, String> tokens = new LinkedHashMap<>();
    pairs(data.resolve("first-start-tokens.txt")).forEach(pair -> tokens.put(pair[0], pair[1]));
    var cast = new Cast();
    for (String[] pair : pairs(data.resolve("first-start-links.txt"))) {
      Optional<String> token = Optional.ofNullable(tokens.get(pair[0]));
      cast.players.put(
          pair[0], new Player(pair[0], pair[1], token, password(), new Browser(server)));
    }
    return cast;
  }

  private static List<String[]> pairs(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split("\t", 2)).toList();
  }

  /** A password that nobody chose: sixteen letters in four groups. */
  private static String password() {
    var random = new SecureRandom();
    return IntStream.range(0, 4)
        .mapToObj(
            _ ->
                random
                    .ints(4, 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("-"));
  }

  Player get(String username) {
    Player player = players.get(username);
    if (player == null) {
      throw new IllegalArgumentException("Nobody in the example is called " + username + ".");
    }
    return player;
  }

  Collection<Player> all() {
    return players.values();
  }
}
