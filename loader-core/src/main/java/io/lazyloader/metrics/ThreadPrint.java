package io.lazyloader.metrics;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Has the JVM write what {@code jcmd Thread.print} does. The run-time floor loads it by name, when
 * it suspects that threads wait for each other in a circle: it starts the platform's MBean server,
 * which takes some 250 ms.
 */
public final class ThreadPrint implements Callable<String> {
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  /** For the run-time floor. */
  public ThreadPrint() {}

  @Override
  public String call() throws JMException {
    Object text =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName(COMMANDS),
                "threadPrint",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return (String) text;
  }
}
