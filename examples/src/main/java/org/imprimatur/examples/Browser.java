// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One person's browser: it opens pages, keeps cookies and sends the forms that the pages hold. */
final class Browser {
  private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

  private final String server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  Browser(String server) {
    this.server = server;
  }

  /** A page as it came back. */
  record Page(int status, String text) {
    boolean says(String words) {
      return text.contains(words);
    }

    /** The values that the page's forms would send unchanged. */
    Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      Matcher inputs = INPUT.matcher(text);
      while (inputs.find()) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(inputs.group());
        while (matcher.find()) {
          attributes.put(matcher.group(1), matcher.group(2));
        }
        String name = attributes.getOrDefault("name", "");
        if (attributes.getOrDefault("type", "").equals("hidden") && !name.isEmpty()) {
          fields.putIfAbsent(name, attributes.getOrDefault("value", ""));
        }
      }
      return fields;
    }
  }

  Page open(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  /** Fills in the form of a page and sends it. */
  Page submit(Page page, String path, Map<String, String> filled) {
    Map<String, String> fields = new LinkedHashMap<>(page.fields());
    fields.putAll(filled);
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
  }

  private Page send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Page(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Page(0, "The server does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Page(0, "Interrupted.");
    }
  }

  private URI uri(String path) {
    return URI.create(path.startsWith("http") ? path : server + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
