package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.runtime.RuntimeBridge;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BridgedCallsTest {
  @Test
  void the_bridge_leads_to_every_class_that_emitted_code_calls() throws IllegalAccessException {
    Set<String> reached = new TreeSet<>();
    for (Method method : RuntimeBridge.methods()) {
      reached.add(method.getDeclaringClass().getName().replace('.', '/'));
    }
    Set<String> called = new TreeSet<>();
    for (Field constant : Emitted.class.getDeclaredFields()) {
      if (constant.get(null) instanceof String text && text.startsWith("io/lazyloader/runtime/")) {
        called.add(text);
      }
    }

    assertThat(called).isNotEmpty();
    assertThat(reached).containsAll(called);
  }
}
