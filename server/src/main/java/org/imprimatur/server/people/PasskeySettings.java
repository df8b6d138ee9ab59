// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Optional;
import org.imprimatur.proof.signature.Site;

/**
 * Where passkeys can be used, as the operator said at the start.
 *
 * @param site empty where browsers would refuse: a page that is neither https nor localhost
 * @param demo whether the software authenticator is offered, which proves no person
 */
public record PasskeySettings(Optional<Site> site, boolean demo) {}
