package io.lazyloader.agent.optimize;

import java.util.List;

/**
 * A stretch of the class path. Within it jars may stand in another order than they did: which class
 * is found first is settled, as those that others hide are left out, and of resources that several
 * jars have each copy goes where it comes in its turn ({@link LibraryWriter}).
 *
 * @param groups what is written, in the order of the new class path
 * @param staysAsItIs whether its only jar has to stay as it is, byte for byte
 */
record Segment(List<Group> groups, boolean staysAsItIs) {
  Segment {
    groups = List.copyOf(groups);
  }
}
