// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.server.web.ui.view.Frame;

/**
 * Draws every example page in a real browser, wide and narrow, light and dark, to look at: {@code
 * Pictures FOLDER CHROMIUM}.
 */
final class Pictures {
  private static final List<String> OPTIONS =
      List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

  private Pictures() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var examples = new Examples("").all();
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              answer(
                  examples,
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestURI().getQuery());
          String path = exchange.getRequestURI().getPath();
          exchange.getResponseHeaders().set("Content-Type", type(path));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(arguments[1]))
                        .setArgs(OPTIONS))) {
      String origin = "http://localhost:" + server.getAddress().getPort();
      for (String name : examples.keySet()) {
        for (int width : new int[] {1440, 390}) {
          for (String theme : List.of("light", "dark")) {
            draw(
                browser,
                origin + "/" + name + "?" + theme,
                width,
                folder.resolve(name + "-" + theme + "-" + width + ".png"));
          }
        }
      }
    } finally {
      server.stop(0);
    }
  }

  private static void draw(Browser browser, String address, int width, Path picture) {
    try (Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, 900))) {
      page.navigate(address);
      page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
      Object over = page.evaluate("document.documentElement.scrollWidth - innerWidth");
      if (!String.valueOf(over).startsWith("-") && !String.valueOf(over).equals("0")) {
        System.out.println(picture.getFileName() + " scrolls sideways by " + over);
      }
    }
  }

  private static String type(String path) {
    if (path.endsWith(".css")) {
      return "text/css";
    }
    if (path.endsWith(".svg")) {
      return "image/svg+xml";
    }
    return path.endsWith(".js")
        ? "text/javascript"
        : path.endsWith(".woff2") ? "font/woff2" : "text/html; charset=utf-8";
  }

  private static byte[] answer(Map<String, Examples.Example> examples, String path, String theme)
      throws IOException {
    Examples.Example example = examples.get(path.substring(1));
    if (example == null) {
      try (var stream = Pictures.class.getResourceAsStream(path)) {
        return stream == null ? "none".getBytes(StandardCharsets.UTF_8) : stream.readAllBytes();
      }
    }
    Frame.Viewer viewer =
        example.section().isEmpty()
            ? null
            : new Frame.Viewer("Chiara Rossi", "CR", "compliance", 2, 1, OptionalLong.of(41));
    var frame =
        new Frame(
            example.title(),
            example.section(),
            new Frame.Setting(Optional.ofNullable(theme).orElse("light"), true, path, "_csrf", "t"),
            viewer,
            example.section().isEmpty()
                    || List.of("turn", "listing", "models", "audit").contains(example.template())
                ? List.of()
                : List.of(
                    new org.imprimatur.server.web.ui.view.Link("Models", "/models"),
                    new org.imprimatur.server.web.ui.view.Link(
                        "mortgage-fast-track", "/models/mortgage-fast-track"),
                    org.imprimatur.server.web.ui.view.Link.words("Submission 1")),
            false);
    return new Templates().render(example.template(), frame, example.page());
  }
}
