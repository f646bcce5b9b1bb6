package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Tally;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who used a class, or read a field: initialisations and the program, each with the code that did
 * it first. Guarded by the one that has it.
 */
final class Users {
  private final Map<Node, CodePlace> initialisations = new LinkedHashMap<>();
  private @Nullable CodePlace program;

  /** Notes a use, by an initialisation or, if that is null, by the program. */
  void add(@Nullable Node user, CodePlace site) {
    if (user != null) {
      initialisations.putIfAbsent(user, site);
    } else if (program == null) {
      program = site;
    }
  }

  /** Adds them, by the names that profiles have for them, to those that are there. */
  void addTo(Map<String, Tally.Entry> users) {
    initialisations.forEach(
        (user, site) -> users.putIfAbsent(user.name(), new Tally.Entry(1, site.toString())));
    if (program != null) {
      users.putIfAbsent(Profile.PROGRAM, new Tally.Entry(1, program.toString()));
    }
  }
}
