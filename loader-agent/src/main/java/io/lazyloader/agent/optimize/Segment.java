package io.lazyloader.agent.optimize;

import java.util.List;

/**
 * A stretch of the class path. Within it jars may stand in another order than they did: which class
 * is found first is settled, as those that others hide are left out, and of resources that several
 * jars have each copy goes where it comes in its turn ({@link LibraryWriter}).
 *
 * @param groups what is written, in the order of the new class path
 * @param whyAsItIs why its only jar stays as it is, byte for byte; empty if it need not
 */
record Segment(List<Group> groups, String whyAsItIs) {
  Segment {
    groups = List.copyOf(groups);
  }

  boolean staysAsItIs() {
    return !whyAsItIs.isEmpty();
  }
}
