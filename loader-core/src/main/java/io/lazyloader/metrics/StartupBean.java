package io.lazyloader.metrics;

import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows start-up in JMX, once it is over. The platform's MBean server costs 200 ms or more to
 * start, so it is only used if it runs, or if the user asked for it.
 */
public final class StartupBean implements StartupMXBean {
  private StartupBean() {}

  /**
   * Registers the bean with the platform's MBean server, if that runs.
   *
   * @param start whether to start it if it does not
   * @return whether the bean is registered now
   */
  public static boolean register(boolean start) {
    try {
      if (!start && MBeanServerFactory.findMBeanServer(null).isEmpty()) {
        return false;
      }
      if (start) {
        return register(ManagementFactory.getPlatformMBeanServer());
      }
      // Others may run beside it, and to ask for the platform's would start it.
      ObjectName ofPlatform = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
      for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
        if (server.isRegistered(ofPlatform)) {
          return register(server);
        }
      }
      return false;
    } catch (JMException | RuntimeException e) {
      Notes.add("JMX: " + NAME + " can't be registered: " + e);
      return false;
    }
  }

  private static synchronized boolean register(MBeanServer server) throws JMException {
    ObjectName name = new ObjectName(NAME);
    if (!server.isRegistered(name)) {
      server.registerMBean(new DescribedBean(new StartupBean()), name);
    }
    return true;
  }

  @Override
  public String getMode() {
    return Startup.mode();
  }

  @Override
  public @Nullable String getReadyBy() {
    return Startup.readyBy();
  }

  @Override
  public @Nullable Double getReadyMillis() {
    return Times.now(true).readyMillis();
  }

  @Override
  public int getDeferredFields() {
    return DeferredClasses.deferredFields();
  }

  @Override
  public int getResolvedFields() {
    return DeferredClasses.fieldsInState(LazyRegions.RESOLVED).size();
  }

  @Override
  public int getFailedFields() {
    return DeferredClasses.fieldsInState(LazyRegions.FAILED).size();
  }

  @Override
  public int getPendingFields() {
    return getPending().size();
  }

  @Override
  public List<String> getPending() {
    return DeferredClasses.fieldsInState(LazyRegions.PENDING);
  }

  @Override
  public int getUselessRegions() {
    return Resolutions.size() + Resolutions.dropped();
  }

  @Override
  public double getResolvingMillis() {
    return StartupSnapshot.take(false, false).resolvingMillis();
  }

  @Override
  public int getLaterResolutions() {
    return Resolutions.later();
  }

  @Override
  public double getLaterMillis() {
    return Times.millis(Resolutions.laterNanos());
  }

  @Override
  public @Nullable String getWorstLater() {
    return Resolutions.later() == 0
        ? null
        : DeferredClasses.nameAndSite(Resolutions.worstLaterId());
  }

  @Override
  public @Nullable String getWorstLaterSite() {
    return Resolutions.worstLaterSite();
  }

  @Override
  public double getWorstLaterMillis() {
    return Times.millis(Resolutions.worstLaterNanos());
  }

  @Override
  public @Nullable Long getAllocatedBytes() {
    return MemoryFigures.allocated();
  }

  @Override
  public long getUsedHeapBytes() {
    return MemoryFigures.usedHeap();
  }

  @Override
  public @Nullable Long getMetaspaceBytes() {
    return MemoryFigures.metaspace();
  }

  @Override
  public int getLoadedClasses() {
    Long classes = MemoryFigures.countClasses();
    return classes == null ? 0 : classes.intValue();
  }

  @Override
  public @Nullable Long getPssBytes() {
    return MemoryFigures.pss();
  }

  @Override
  public double getOwnPremainMillis() {
    return Times.millis(Startup.premainCostNanos());
  }

  @Override
  public double getOwnTransformMillis() {
    return Times.millis(Startup.transformCostNanos());
  }

  @Override
  public int getOwnSeenClasses() {
    return Startup.seenClasses();
  }

  @Override
  public int getOwnRewrittenClasses() {
    return Startup.rewrittenClasses();
  }

  @Override
  public List<String> resolveAll(String prefix) {
    return DeferredClasses.resolveAll(prefix);
  }
}
