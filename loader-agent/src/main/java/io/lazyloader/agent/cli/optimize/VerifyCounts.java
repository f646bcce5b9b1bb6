package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.validate.JarReport;
import io.lazyloader.agent.validate.Validation;

/**
 * How many classes became what. One may be both deferred and modernised.
 *
 * @param classes all
 * @param same those with the bytes that they had
 * @param deferred those with deferred fields
 * @param fields how many those are
 * @param modernised those with a newer class file
 * @param refused those that are not vouched for; they count as nothing else
 */
record VerifyCounts(int classes, int same, int deferred, int fields, int modernised, int refused) {
  static VerifyCounts of(JarReport report) {
    int same = 0;
    int deferred = 0;
    int fields = 0;
    int modernised = 0;
    int refused = 0;
    for (Validation validation : report.classes().values()) {
      if (!validation.isVouchedFor()) {
        refused++;
        continue;
      }
      same += validation.isSame() ? 1 : 0;
      deferred += validation.deferred().isEmpty() ? 0 : 1;
      fields += validation.deferred().size();
      modernised += validation.isModernised() ? 1 : 0;
    }
    return new VerifyCounts(report.classes().size(), same, deferred, fields, modernised, refused);
  }
}
