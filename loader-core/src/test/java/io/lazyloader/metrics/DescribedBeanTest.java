package io.lazyloader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What a console such as JConsole shows beside each figure. */
class DescribedBeanTest {
  @Test
  void each_attribute_and_operation_says_what_it_is() throws Exception {
    assertThat(StartupBean.register(true)).isTrue();

    MBeanInfo info =
        ManagementFactory.getPlatformMBeanServer().getMBeanInfo(new ObjectName(StartupMXBean.NAME));

    assertThat(info.getDescription()).startsWith("What Lazyloader deferred");
    assertThat(info.getAttributes()).hasSizeGreaterThan(20);
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      assertThat(attribute.getDescription()).contains(" ").isNotEqualTo(attribute.getName());
    }
    MBeanOperationInfo operation = info.getOperations()[0];
    assertThat(operation.getDescription()).startsWith("Resolves pending fields");
    assertThat(operation.getSignature()[0].getName()).isEqualTo("prefix");
    assertThat(operation.getSignature()[0].getDescription()).contains("such as a package");
  }
}
