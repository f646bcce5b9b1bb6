package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EagerFieldsTest {
  private final EagerFields fields = new EagerFields();

  @Test
  void a_reason_of_several_fields_is_told_once_with_a_line_for_each_class() {
    fields.add("app.Second", "C", "it is public");
    fields.add("app.First", "B", "it is public");
    fields.add("app.First", "A", "it is public");

    assertThat(fields.notes())
        .containsExactly(
            """
            3 fields stay eager, each because it is public:
            app.First#B, A
            app.Second#C\
            """);
  }

  @Test
  void a_reason_of_one_field_is_a_sentence() {
    fields.add("app.Main", "A", "it is excluded");
    fields.add("app.Main", "B", "it is public");

    assertThat(fields.notes())
        .containsExactly(
            "app.Main#A stays eager: it is excluded.", "app.Main#B stays eager: it is public.");
  }

  @Test
  void nothing_is_told_of_none() {
    assertThat(fields.notes()).isEmpty();
  }
}
