package io.lazyloader.agent.analysis;

/**
 * What is known about costs that several fields share, and that whoever is resolved first pays: the
 * start of a logging system, say. While nobody has paid, deferring a field of such a group may save
 * the cost; afterwards it saves nothing.
 */
public interface SharedCosts {
  /** Nobody ever pays. */
  SharedCosts UNPAID =
      new SharedCosts() {
        @Override
        public boolean arePaid(String group) {
          return false;
        }

        @Override
        public void defers(String group, String className, String field) {
          // Nobody asks.
        }
      };

  /**
   * Tells whether the cost of a group was paid.
   *
   * @param group as a trust rule names it
   * @return true if deferring another field of the group saves nothing
   */
  boolean arePaid(String group);

  /**
   * Takes note of a field of a group that is deferred.
   *
   * @param group as a trust rule names it
   * @param className the class's binary name
   * @param field the first field of its region
   */
  void defers(String group, String className, String field);
}
