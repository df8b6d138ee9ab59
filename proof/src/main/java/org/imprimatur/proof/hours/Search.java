// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

/** Where a number stands among ascending ones. */
final class Search {
  private Search() {}

  /** How many of them are not above the number; of equal ones all. */
  static int after(long[] ascending, long number) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
