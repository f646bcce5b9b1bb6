package io.lazyloader.agent.validate;

import com.fasterxml.jackson.core.JsonFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import picocli.CommandLine;

/** Jars of others that are on the class path of the tests. */
final class Jars {
  private Jars() {}

  /** Of different compilers, build plugins and habits. */
  static List<Path> ofTests() {
    return List.of(
        of(JsonFactory.class), of(CommandLine.class), of(ByteBuddy.class), of(Assertions.class));
  }

  /** The jar that a class comes from. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
