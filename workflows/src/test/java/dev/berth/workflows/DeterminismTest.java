package dev.berth.workflows;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Workflow code is replayed: the same inputs must lead to the same commands on any machine, years
 * later.
 */
@AnalyzeClasses(packages = "dev.berth.workflows", importOptions = DoNotIncludeTests.class)
class DeterminismTest {
  /** The launcher is used by starter, activities and worker, and is no workflow code. */
  private static final DescribedPredicate<JavaClass> ARE_WORKFLOW_CODE =
      resideOutsideOfPackage("dev.berth.workflows.launch..");

  @ArchTest
  static final ArchRule ONLY_THE_TEMPORAL_API_AND_PLAIN_JAVA =
      noClasses()
          .that(ARE_WORKFLOW_CODE)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.berth.model..",
              "dev.berth.workflows..",
              "com.fasterxml.jackson.annotation..",
              "com.google.common.collect..",
              "com.google.errorprone.annotations..",
              "io.temporal..",
              "java.lang..",
              "java.time..",
              "java.util..");

  @ArchTest
  static final ArchRule WORKFLOWS_START_NOTHING =
      noClasses()
          .that(ARE_WORKFLOW_CODE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.berth.workflows.launch..", "io.temporal.client..");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .that(ARE_WORKFLOW_CODE)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.time.Clock.class, java.util.Date.class, java.util.Timer.class);

  @ArchTest
  static final ArchRule NO_RANDOM =
      noClasses()
          .that(ARE_WORKFLOW_CODE)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.util.Random.class, java.util.UUID.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.random..")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule NO_THREAD =
      noClasses()
          .that(ARE_WORKFLOW_CODE)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, ThreadLocal.class, ProcessBuilder.class, Runtime.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..");

  @ArchTest
  static final ArchRule NO_ENVIRONMENT =
      noClasses()
          .that(ARE_WORKFLOW_CODE)
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  /** A static of a workflow class is shared by all runs of the process. */
  @ArchTest
  static final ArchRule NO_SHARED_STATE =
      com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
          .that()
          .areStatic()
          .should()
          .beFinal();
}
