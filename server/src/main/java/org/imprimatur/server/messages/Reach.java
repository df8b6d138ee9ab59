// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a webhook may lead to: those of the public internet, and beside them the hosts
 * and networks that the operator names. An address inside the network is refused, whatever name
 * leads there.
 */
record Reach(Set<String> hosts, List<Network> networks) {
  static final Reach PUBLIC = new Reach(Set.of(), List.of());

  /**
   * Networks of IPv4 that are nobody's on the public internet, or nobody's to post to. One single
   * address looks public and answers inside a cloud alone, where it hands out settings.
   */
  private static final List<Network> CLOSED_4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  /** Of IPv6 only global unicast is open, without what carries an address of IPv4 inside. */
  private static final Network OPEN_6 = Network.of("2000::/3");

  private static final List<Network> CLOSED_6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  Reach {
    hosts = hosts.stream().map(one -> one.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    hosts = Set.copyOf(hosts);
    networks = List.copyOf(networks);
  }

  private static List<Network> networks(String... written) {
    return List.of(written).stream().map(Network::of).toList();
  }

  boolean isNamed(String host) {
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  /** Whether plain HTTP will do: to a host that is named, or an address in a network that is. */
  boolean mayBePlain(@Nullable String host) {
    if (host == null) {
      return false;
    }
    try {
      var address = InetAddress.ofLiteral(host);
      return isNamed(host) || networks.stream().anyMatch(network -> network.holds(address));
    } catch (IllegalArgumentException e) {
      return isNamed(host);
    }
  }

  /** Whether a name may lead to an address. */
  boolean allows(String host, InetAddress address) {
    return isNamed(host)
        || networks.stream().anyMatch(network -> network.holds(address))
        || isPublic(address);
  }

  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> CLOSED_4.stream().noneMatch(network -> network.holds(four));
      case Inet6Address six ->
          OPEN_6.holds(six) && CLOSED_6.stream().noneMatch(network -> network.holds(six));
      case InetAddress _ -> false;
    };
  }
}
