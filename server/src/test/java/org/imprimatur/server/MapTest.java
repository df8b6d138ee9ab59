// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The map of the rooms: a room uses only rooms above it, and only those that it names. */
class MapTest {
  private static final String SERVER = "org.imprimatur.server.";

  /** From the top of the map to the bottom. */
  private static final List<String> ROOMS =
      List.of(
          "database",
          "audit",
          "people",
          "models",
          "policies",
          "checks",
          "submissions",
          "reviews",
          "gates",
          "monitoring",
          "batches",
          "samples",
          "messages",
          "insights",
          "web");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.imprimatur.server");
  }

  @Test
  void a_room_uses_only_what_it_names_and_only_its_open_part() {
    ApplicationModules.of(ImprimaturServer.class).verify();
  }

  @Test
  void a_room_uses_only_rooms_above_it() {
    for (int i = 0; i < ROOMS.size(); i++) {
      for (String below : ROOMS.subList(i + 1, ROOMS.size())) {
        noClasses()
            .that()
            .resideInAPackage(SERVER + ROOMS.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVER + below + "..")
            .check(classes);
      }
    }
  }

  @Test
  void there_is_no_cycle() {
    slices().matching("org.imprimatur.server.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void only_web_knows_http() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + "web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "gg.jte..")
        .check(classes);
  }

  @Test
  void only_the_writer_of_the_database_opens_connections() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + "database..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.DriverManager")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("javax.sql.DataSource")
        .check(classes);
  }
}
