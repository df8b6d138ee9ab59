// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Column names that sound like personal data: hints, whatever stands in the cells. */
public final class PersonalNames {
  private static final Set<String> WHOSE =
      Set.of(
          "first",
          "last",
          "given",
          "family",
          "full",
          "middle",
          "maiden",
          "customer",
          "client",
          "patient",
          "employee",
          "person",
          "applicant",
          "borrower",
          "contact",
          "holder",
          "user");

  private static final Map<String, Set<String>> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(
        "person_name",
        Set.of(
            "surname",
            "lastname",
            "firstname",
            "forename",
            "fullname",
            "middlename",
            "maidenname",
            "familyname",
            "givenname",
            "vorname",
            "nachname",
            "prenom",
            "apellido",
            "apellidos",
            "nombre",
            "cognome"));
    NAMES.put(
        "birth_date",
        Set.of(
            "dob", "birth", "birthdate", "birthday", "dateofbirth", "geburtsdatum", "naissance"));
    NAMES.put("email", Set.of("email", "mail", "emailaddress"));
    NAMES.put(
        "phone",
        Set.of(
            "phone",
            "telephone",
            "tel",
            "telefon",
            "telefono",
            "mobile",
            "cellphone",
            "fax",
            "phonenumber"));
    NAMES.put("ip_address", Set.of("ipaddress", "ipaddr", "clientip", "ip"));
    NAMES.put("address", Set.of("address", "street", "postcode", "zipcode", "zip", "postalcode"));
    NAMES.put("iban", Set.of("iban", "accountnumber"));
    NAMES.put("payment_card", Set.of("cardnumber", "creditcard", "creditcardnumber", "pan"));
    NAMES.put(
        "national_id",
        Set.of("ssn", "socialsecuritynumber", "nationalid", "passport", "taxid", "personalid"));
  }

  private PersonalNames() {}

  /**
   * What names of columns sound like, such as {@code birth_date}; columns of other names are left
   * out.
   */
  public static Map<String, String> among(List<String> names) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : names) {
      String kind = kind(LateNames.words(name));
      if (!kind.isEmpty()) {
        found.put(name, kind);
      }
    }
    return found;
  }

  private static String kind(List<String> words) {
    String joined = String.join("", words);
    Set<String> of = Set.copyOf(words);
    for (Map.Entry<String, Set<String>> entry : NAMES.entrySet()) {
      if (entry.getValue().contains(joined) || of.stream().anyMatch(entry.getValue()::contains)) {
        return entry.getKey();
      }
    }
    boolean person =
        of.contains("name") && (of.size() == 1 || of.stream().anyMatch(WHOSE::contains));
    return person ? "person_name" : "";
  }
}
