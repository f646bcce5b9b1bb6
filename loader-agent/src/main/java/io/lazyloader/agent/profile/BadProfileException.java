package io.lazyloader.agent.profile;

import com.fasterxml.jackson.core.JsonLocation;

/** Something in a profile is not what it must be. */
final class BadProfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient JsonLocation location;
  private final String problem;

  BadProfileException(JsonLocation location, String message) {
    super(message);
    this.location = location;
    this.problem = message;
  }

  JsonLocation location() {
    return location;
  }

  String problem() {
    return problem;
  }
}
