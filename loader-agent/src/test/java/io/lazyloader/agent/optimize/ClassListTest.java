package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.jars.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dump is given to archive. */
class ClassListTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void lambdas_of_signed_classes_and_classes_of_method_handles_are_dropped_and_nothing_else()
      throws IOException {
    Path signed =
        Jars.write(
            directory.resolve("signed.jar"),
            Jars.texts("META-INF/ME.SF", "Signature-Version: 1.0", "a/Signed.class", ""));
    Path other = Jars.write(directory.resolve("other.jar"), Jars.texts("b/Other.class", ""));
    List<String> kept =
        List.of(
            "java/lang/Object id: 0",
            "a/Signed id: 7",
            "b/Other id: 8",
            "@lambda-proxy b/Other run ()Ljava/lang/Runnable; ()V",
            "@lambda-form-invoker [LF_RESOLVE] java.lang.invoke.DirectMethodHandle$Holder");
    Path list = directory.resolve("classes.lst");
    Files.write(list, kept);
    Files.write(
        list,
        List.of(
            "@lambda-proxy a/Signed run ()Ljava/lang/Runnable; ()V",
            "@lambda-proxy a/Signed",
            "@lambda-form-invoker [SPECIES_RESOLVE] java.lang.invoke.BoundMethodHandle$Species_LI"),
        StandardOpenOption.APPEND);

    ClassList.keepUsable(list, List.of(signed, other));

    assertThat(list).hasContent(String.join("\n", kept));
  }
}
