package io.lazyloader.agent.record;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Shows a recording in JMX. Apart, as an image may lack what that takes. */
final class RecorderBean {
  private RecorderBean() {}

  static void register(RecorderMXBean recording) {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(recording, new ObjectName(RecorderMXBean.NAME));
    } catch (JMException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
