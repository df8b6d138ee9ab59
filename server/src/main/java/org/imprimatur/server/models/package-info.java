// SPDX-License-Identifier: Apache-2.0
/** The registry: models with their use and promises, versions, manifests, lineage, stages. */
@NullMarked
package org.imprimatur.server.models;

import org.jspecify.annotations.NullMarked;
