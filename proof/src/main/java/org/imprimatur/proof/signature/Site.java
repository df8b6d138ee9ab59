// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.net.URI;
import java.util.Locale;
import org.imprimatur.proof.json.Json;

/**
 * Where a ceremony takes place: the site's id, to which a passkey is bound, and the origin of the
 * page. Only an origin that browsers would let use the id makes a site.
 */
public record Site(String rp, String origin) {
  public Site {
    if (!fits(rp, origin)) {
      throw new PasskeyException(
          "passkey.site", "A page of " + origin + " cannot use passkeys of " + rp + ".");
    }
  }

  private static boolean fits(String rp, String origin) {
    try {
      URI uri = URI.create(origin);
      String host = uri.getHost();
      if (host == null || rp.isEmpty() || !plain(uri).equals(origin)) {
        return false;
      }
      boolean secure =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && host.equals("localhost"));
      return secure && (host.equals(rp) || host.endsWith("." + rp));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The origin as browsers write it: in lower case, no path, no user, no port that is implied. */
  private static String plain(URI uri) {
    int implied = "https".equals(uri.getScheme()) ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == implied ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }

  public static Site read(Json.Obj json) {
    return new Site(json.string("rp"), json.string("origin"));
  }

  public Json.Obj toJson() {
    return Json.obj().put("rp", rp).put("origin", origin).build();
  }
}
