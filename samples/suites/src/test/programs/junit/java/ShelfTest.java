import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShelfTest {
  private final Deque<String> shelf = new ArrayDeque<>();

  @BeforeEach
  void fill() {
    shelf.push("book");
  }

  @Test
  void holds_a_book() {
    assertEquals("book", shelf.pop());
  }

  @Test
  void fails() {
    assertEquals("pen", shelf.pop());
  }

  @Test
  @Disabled("not today")
  void is_passed_over() {}

  @Test
  void is_aborted() {
    assumeTrue(shelf.size() > 1);
  }

  @Test
  void writes(@TempDir Path directory) throws Exception {
    assertEquals("x", Files.readString(Files.writeString(directory.resolve("f"), "x")));
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 3", "2, 2, 4", "1, 1, 3"})
  void adds(int a, int b, int sum) {
    assertEquals(sum, a + b);
  }

  @RepeatedTest(3)
  void again() {
    assertEquals(1, shelf.size());
  }

  @TestFactory
  Stream<DynamicTest> made() {
    return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> {}));
  }

  @Nested
  class Emptied {
    @BeforeEach
    void empty() {
      shelf.clear();
    }

    @Test
    void throws_if_asked() {
      assertThrows(NoSuchElementException.class, shelf::pop);
    }
  }
}
