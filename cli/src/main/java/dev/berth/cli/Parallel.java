package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same with several things at the same time. */
final class Parallel {
  private Parallel() {}

  /** The results, in the order of the things. The first failure is thrown when all have ended. */
  static <A, B> List<B> map(List<A> things, Function<A, B> work) throws InterruptedException {
    List<Callable<B>> calls =
        things.stream().map(thing -> (Callable<B>) () -> work.apply(thing)).toList();
    List<B> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<B> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    }
    return results;
  }
}
