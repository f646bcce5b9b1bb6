package io.lazyloader.agent.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;

/** What a lambda expression or a method reference evaluates to. */
final class Lambda extends HeapObject {
  /** The functional interface first, then what else it implements: internal names. */
  final List<String> interfaces;

  final String method;
  final Handle implementation;
  final @Nullable Object[] captured;

  Lambda(
      Simulation home,
      List<String> interfaces,
      String method,
      Handle implementation,
      @Nullable Object[] captured) {
    super(home);
    this.interfaces = interfaces;
    this.method = method;
    this.implementation = implementation;
    this.captured = captured;
  }

  @Override
  String typeName() {
    return interfaces.get(0);
  }
}
