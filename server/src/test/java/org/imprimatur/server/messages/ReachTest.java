// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a webhook may lead to. */
class ReachTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void an_address_inside_the_network_or_nobodys_is_refused(String address) {
    assertThat(Reach.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.128.0.0",
        "172.32.0.0",
        "192.169.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1"
      })
  void a_public_address_is_reached(String address) {
    assertThat(Reach.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void what_the_operator_names_is_reached_and_its_neighbour_is_not() {
    var reach = new Reach(Set.of("Chat.internal"), List.of(Network.of("10.20.0.0/16")));

    assertThat(reach.allows("chat.internal", InetAddress.ofLiteral("192.168.0.9"))).isTrue();
    assertThat(reach.allows("chat.internal.example", InetAddress.ofLiteral("192.168.0.9")))
        .isFalse();
    assertThat(reach.allows("any", InetAddress.ofLiteral("10.20.255.255"))).isTrue();
    assertThat(reach.allows("any", InetAddress.ofLiteral("10.21.0.0"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "fd00::/129",
        "10.0.0.0/",
        "10.0.0/8/8",
        "10.20/16",
        "10/8",
        "abcd/8",
        "host/8"
      })
  void what_is_no_network_is_not_taken_for_one(String written) {
    assertThatThrownBy(() -> Network.of(written)).isInstanceOf(IllegalArgumentException.class);
  }
}
