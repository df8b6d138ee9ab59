// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that registries and schemes publish, and the same with one digit changed. */
class CheckDigitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB82WEST12345698765432",
        "GB82 WEST 1234 5698 7654 32",
        "DE89370400440532013000",
        "CH9300762011623852957",
        "NO9386011117947"
      })
  void an_account_number_has_its_check_digits(String number) {
    assertThat(CheckDigits.isIban(number)).isTrue();
    assertThat(CheckDigits.isIban(changed(number))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4111111111111111", "5555 5555 5555 4444", "378282246310005", "6011111111111117"})
  void a_payment_card_has_its_check_digit(String number) {
    assertThat(CheckDigits.isCard(number)).isTrue();
    assertThat(CheckDigits.isCard(changed(number))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "756.9217.0769.85",
        "255081416802538",
        "12345678Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "44051401359"
      })
  void a_national_number_has_its_check_digits(String number) {
    assertThat(CheckDigits.isNationalId(number)).isTrue();
    assertThat(CheckDigits.isNationalId(changed(number))).isFalse();
  }

  /** The number with the last digit of its middle raised by one. */
  private static String changed(String number) {
    int at = number.length() / 2;
    while (!Character.isDigit(number.charAt(at))) {
      at++;
    }
    char digit = (char) ('0' + (number.charAt(at) - '0' + 1) % 10);
    return number.substring(0, at) + digit + number.substring(at + 1);
  }
}
