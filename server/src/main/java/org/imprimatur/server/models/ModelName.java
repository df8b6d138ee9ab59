// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

/** A model by its id and its name, without its acts. */
public record ModelName(String id, String name) {}
