// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What a third party must trust to check a decision: the JDK, CEL's and YAML's readers, this. */
class DependenciesTest {
  private static final JavaClasses PROOF =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.imprimatur.proof");

  @Test
  void proof_needs_the_jdk_and_the_readers_of_cel_and_yaml_and_nothing_else() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        // CEL's own answers are Guava's lists and maps.
        .resideInAnyPackage(
            "java..",
            "org.imprimatur.proof..",
            "dev.cel..",
            "com.google.common.collect..",
            "org.snakeyaml.engine..",
            "org.jspecify..")
        .check(PROOF);
  }

  @Test
  void its_packages_have_no_cycle() {
    slices().matching("org.imprimatur.proof.(*)..").should().beFreeOfCycles().check(PROOF);
  }
}
