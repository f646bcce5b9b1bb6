package io.lazyloader.metrics;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** The bean with what its attributes mean and are measured in, which consoles show beside them. */
final class DescribedBean extends StandardMBean {
  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("Mode", "What is deferred: normal, all or none"),
          Map.entry("ReadyBy", "What ended start-up; null if it is not over"),
          Map.entry("ReadyMillis", "Milliseconds from the start of the JVM to the end of start-up"),
          Map.entry("DeferredFields", "Fields that were deferred, of initialised classes"),
          Map.entry("ResolvedFields", "Deferred fields that were read since, and computed"),
          Map.entry("FailedFields", "Deferred fields whose initialiser threw"),
          Map.entry("PendingFields", "Deferred fields that nobody has read"),
          Map.entry("Pending", "The names of these, as com.acme.Main#LOG"),
          Map.entry(
              "UselessRegions", "Regions deferred in vain: resolved before start-up was over"),
          Map.entry("ResolvingMillis", "Milliseconds that these took"),
          Map.entry("LaterResolutions", "Regions resolved after start-up"),
          Map.entry("LaterMillis", "Milliseconds that these took in all"),
          Map.entry("WorstLater", "The field whose resolution after start-up took longest"),
          Map.entry("WorstLaterSite", "The code that read it first"),
          Map.entry("WorstLaterMillis", "Milliseconds that this took"),
          Map.entry(
              "AllocatedBytes", "Bytes that all threads have allocated since the JVM started"),
          Map.entry("UsedHeapBytes", "Bytes of the heap in use now"),
          Map.entry("MetaspaceBytes", "Bytes of metaspace in use now"),
          Map.entry("LoadedClasses", "Classes loaded now"),
          Map.entry("PssBytes", "Proportional set size of the process in bytes, on Linux"),
          Map.entry("OwnPremainMillis", "Milliseconds that the agent worked before main"),
          Map.entry(
              "OwnTransformMillis", "Milliseconds that it looked at classes, over all threads"),
          Map.entry("OwnSeenClasses", "Classes that it looked at"),
          Map.entry("OwnRewrittenClasses", "Classes that it rewrote"));

  DescribedBean(StartupMXBean bean) {
    super(bean, StartupMXBean.class, true);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return "What Lazyloader deferred in this start-up, and what it cost; looking resolves nothing";
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return ATTRIBUTES.getOrDefault(info.getName(), info.getName());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return "Resolves pending fields now, and returns the names of those whose initialiser failed";
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return "How their names begin, such as a package; empty for all";
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return "prefix";
  }
}
