// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A person at a browser of their own, with an authenticator that knows them. */
final class TestingReviewer implements AutoCloseable {
  private final RunningServer server;
  private final BrowserContext window;
  private final Page page;

  private TestingReviewer(RunningServer server, BrowserContext window) {
    this.server = server;
    this.window = window;
    this.page = window.newPage();
    page.setDefaultTimeout(30_000);
  }

  /** Signs in by the form, with the password that the one-time link had set. */
  static TestingReviewer of(
      RunningServer server, Browser browser, Browser.NewContextOptions like, String username) {
    server.browser(username);
    var person = new TestingReviewer(server, browser.newContext(like));
    person.open("/login");
    person.page.fill("input[name=username]", username);
    person.page.fill("input[name=password]", RunningServer.PASSWORD);
    person.press("Sign in");
    person.page.waitForURL(server.address() + "/");
    return person;
  }

  Page page() {
    return page;
  }

  BrowserContext window() {
    return window;
  }

  void open(String path) {
    page.navigate(server.address() + path);
  }

  void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  void follow(String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first().click();
  }

  /** Opens a fold by its words. */
  void unfold(String words) {
    page.click("summary:has-text(\"" + words + "\")");
  }

  String reads() {
    return page.textContent("body").replaceAll("\\s+", " ");
  }

  /** Enrols a passkey on the account page; the authenticator answers by itself. */
  void enrolPasskey() {
    authenticator(window.newCDPSession(page));
    open("/account");
    page.fill("#label", "blue key");
    page.fill("#password", RunningServer.PASSWORD);
    press("Enrol a passkey");
    page.waitForSelector("table >> text=blue key");
  }

  /** Gives a browser an authenticator that verifies whoever sits there, and tells its id. */
  static String authenticator(CDPSession devices) {
    devices.send("WebAuthn.enable");
    var options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    var asked = new JsonObject();
    asked.add("options", options);
    return devices
        .send("WebAuthn.addVirtualAuthenticator", asked)
        .get("authenticatorId")
        .getAsString();
  }

  @Override
  public void close() {
    window.close();
  }
}
