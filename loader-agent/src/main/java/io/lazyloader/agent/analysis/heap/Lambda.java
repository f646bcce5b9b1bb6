package io.lazyloader.agent.analysis.heap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;

/** What a lambda expression or a method reference evaluates to. */
public final class Lambda extends HeapObject {
  /** The functional interface first, then what else it implements: internal names. */
  public final List<String> interfaces;

  public final String method;
  public final Handle implementation;
  public final @Nullable Object[] captured;

  public Lambda(
      Home home,
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
  public String typeName() {
    return interfaces.get(0);
  }
}
