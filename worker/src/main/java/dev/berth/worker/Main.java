package dev.berth.worker;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker process. Any number of them may run; each can die at any moment. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Starts the worker and returns when it polls; it runs until SIGTERM. */
  public static void main(String[] args) {
    run(args);
  }

  /** The same, with interceptors around everything: for those who see to it that it dies. */
  public static void run(String[] args, WorkerInterceptor... around) {
    ApplicationContext worker =
        Micronaut.build(args).mainClass(Main.class).singletons((Object[]) around).build();
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stop"));
    try {
      configure(worker).getBean(Startup.class).run();
    } catch (Refusal refusal) {
      refusal.sentences().forEach(LOG::error);
      LOG.error("This worker does not start, for the reason above");
      System.exit(1);
    } catch (RuntimeException bug) {
      LOG.error("This worker does not start", bug);
      System.exit(1);
    }
  }

  /**
   * Reads the configuration before anything is made of it, and opens {@code /health}.
   *
   * @throws Refusal when the configuration is wrong
   */
  static ApplicationContext configure(ApplicationContext worker) {
    attempt("The configuration cannot be read", worker::start);
    worker.registerSingleton(Configuration.read(worker.getEnvironment()));
    attempt(
        "Temporal's own configuration (TEMPORAL_ADDRESS and so on) is wrong",
        () -> worker.getBean(WorkflowClient.class));
    attempt(
        "berth.worker.host and berth.worker.port do not work",
        () -> worker.getBean(EmbeddedServer.class).start());
    return worker;
  }

  private static void attempt(String otherwise, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      throw new Refusal(otherwise, e);
    }
  }
}
