package io.lazyloader.agent.analysis.machine;

/** The JDK, as far as it is more than its class files. */
public interface Platform extends PlatformFacts {
  /** Makes what stands for methods of the JDK in one machine. */
  Intrinsics intrinsics(Machine machine);
}
