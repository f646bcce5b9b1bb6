package io.lazyloader.agent.seeded;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives a test the seeds that are asked for on the command line, or else those of its own. */
final class SeedSource extends AnnotationBasedArgumentsProvider<Seeds> {
  @Override
  protected Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context, Seeds seeds) {
    // JUnit looks for it among the system properties, too.
    Optional<String> asked = context.getConfigurationParameter("seeds");
    LongStream numbers =
        asked.isPresent()
            ? parse(asked.get())
            : LongStream.concat(LongStream.range(0, seeds.first()), LongStream.of(seeds.value()));
    return numbers.mapToObj(Arguments::of);
  }

  /** Reads a number, or the first and the last of several with two dots in between. */
  private static LongStream parse(String asked) {
    String[] ends = asked.split("\\.\\.", 2);
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
  }
}
