package io.lazyloader.agent.optimize;

/** What a program is for, which decides which options of the JVM are tried. */
public enum Purpose {
  /** It does one thing and ends: only its start-up counts. */
  CLI,

  /** It stays: its speed once it runs must not suffer. */
  SERVER
}
