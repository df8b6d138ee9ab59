// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.Workers;
import org.imprimatur.server.messages.MessagesFile;
import org.imprimatur.server.people.PasswordCost;
import org.imprimatur.server.people.Setup;
import org.imprimatur.server.people.SetupException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The server: {@code --data DIR --setup FILE --port N}; see {@link ServerOptions}. */
@SpringBootApplication
public class ImprimaturServer {
  public static void main(String[] arguments) {
    int exit = run(List.of(arguments), System.err);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /**
   * Starts the server by its options.
   *
   * @param errors where it says why it could not be started
   * @return 0 where it runs, 2 for wrong usage or a wrong file of setup or messages, 3 for anything
   *     else
   */
  public static int run(List<String> arguments, PrintStream errors) {
    try {
      ServerOptions options = ServerOptions.of(arguments);
      checkFiles(options);
      Workers workers = start(options).getBean(Workers.class);
      confinement(options, workers).ifPresent(errors::println);
      System.out.println("Imprimatur is ready: " + options.address());
      if (options.setup().isPresent()) {
        System.out.println(
            "At the first start, one-time links and tokens are written to "
                + options.data().resolve("first-start-links.txt")
                + " and "
                + options.data().resolve("first-start-tokens.txt"));
      }
      return 0;
    } catch (ServerOptions.UsageException e) {
      errors.println(e.getMessage());
      errors.print(ServerOptions.USAGE);
      return 2;
    } catch (RuntimeException e) {
      errors.println("Imprimatur could not be started: " + reason(e) + code(e));
      return cause(e) instanceof SetupException wrong && isOfFile(wrong) ? 2 : 3;
    }
  }

  /** Before anything else begins, so that a fault in a file is told by its sentence alone. */
  private static void checkFiles(ServerOptions options) {
    options.messages().ifPresent(file -> MessagesFile.read(file, options.address()));
    if (Files.notExists(options.data())) {
      // What founds the log is read at the first start and never again.
      options.setup().ifPresent(Setup::read);
    }
  }

  /** What the guide tells of, beside the sentence; the fault of a file is told by its sentence. */
  private static String code(Throwable fault) {
    return cause(fault) instanceof SetupException wrong && !isOfFile(wrong)
        ? " (" + wrong.code() + ")"
        : "";
  }

  private static boolean isOfFile(SetupException wrong) {
    return List.of("setup.", "messages.").stream().anyMatch(wrong.code()::startsWith);
  }

  /** Starts and returns once requests are answered. */
  public static ConfigurableApplicationContext start(ServerOptions options) {
    return start(options, Outside.ofMachine());
  }

  /** The same with other things from outside. */
  public static ConfigurableApplicationContext start(ServerOptions options, Outside outside) {
    var application = new SpringApplication(ImprimaturServer.class);
    application.addInitializers(
        context -> {
          var beans = (GenericApplicationContext) context;
          beans.registerBean(ServerOptions.class, () -> options);
          beans.registerBean(Outside.class, () -> outside);
          beans.registerBean(InstantSource.class, outside::clock);
          beans.registerBean(PasswordCost.class, outside::cost);
        });
    application.setDefaultProperties(
        Map.of("server.port", options.port(), "server.address", options.host()));
    application.setRegisterShutdownHook(true);
    return application.run();
  }

  /** What the operator must know of confinement; empty where checks are confined as they should. */
  private static Optional<String> confinement(ServerOptions options, Workers workers) {
    if (workers.confinement().isAvailable()) {
      return options.unconfinedAccepted()
          ? Optional.of("--accept-unconfined changes nothing: this system confines checks.")
          : Optional.empty();
    }
    String missing = String.join(" ", workers.confinement().missing());
    return Optional.of(
        workers.isUnconfined()
            ? "WARNING: checks run WITHOUT CONFINEMENT, because of --accept-unconfined. "
                + missing
                + " A hostile model or file can reach the network, the keys and the database."
                + " All evidence that is computed now says so."
            : "WARNING: no check will be computed, because this system cannot confine it. "
                + missing
                + " Install what is missing, or start with --accept-unconfined where every file is"
                + " trusted.");
  }

  /** Why the server could not start, in a sentence. */
  public static String reason(Throwable fault) {
    Throwable cause = cause(fault);
    if (cause instanceof PortInUseException inUse) {
      return "Port %d is in use. Stop what listens there, or start with another --port."
          .formatted(inUse.getPort());
    }
    if (cause instanceof FileSystemException of && of.getReason() == null) {
      return fileReason(of);
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getName() : message;
  }

  /** Java names the file alone, and what is wrong with it by the kind of its exception. */
  private static String fileReason(FileSystemException fault) {
    String what =
        switch (fault) {
          case AccessDeniedException _ -> "may not be read or written by the server's user";
          case FileAlreadyExistsException _ -> "is not a folder";
          case NoSuchFileException _ -> "is not there and cannot be made";
          default -> "cannot be used (" + fault.getClass().getSimpleName() + ")";
        };
    return fault.getFile() + " " + what + ".";
  }

  private static Throwable cause(Throwable fault) {
    Throwable cause = fault;
    while (!(cause instanceof SetupException || cause instanceof PortInUseException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
