// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.imprimatur.server.people.Permission;

/**
 * The permissions of which a route needs one. A route that says nothing is refused at the start.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
  Permission[] value();
}
