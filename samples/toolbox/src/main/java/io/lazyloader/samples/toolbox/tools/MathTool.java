package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.hipparchus.stat.inference.TTest;
import org.hipparchus.stat.regression.SimpleRegression;

/** Describes points, and lays the line of least squares through them. Library: Hipparchus. */
public final class MathTool implements Tool {
  private final DescriptiveStatistics xs = new DescriptiveStatistics();
  private final DescriptiveStatistics ys = new DescriptiveStatistics();
  private final SimpleRegression line = new SimpleRegression();
  private final TTest test = new TTest();

  @Override
  public String usage() {
    return "X,Y X,Y X,Y...";
  }

  @Override
  public String run(List<String> args, InputStream stdin) {
    Input.required(args, 2, "a third point");
    for (String point : args) {
      String[] numbers = point.split(",", -1);
      if (numbers.length != 2) {
        throw new UsageException("not X,Y: " + point);
      }
      double x = Double.parseDouble(numbers[0]);
      double y = Double.parseDouble(numbers[1]);
      xs.addValue(x);
      ys.addValue(y);
      line.addData(x, y);
    }
    return String.join(
        "\n",
        describe("x", xs),
        describe("y", ys),
        print(
            "line  y = %.4f x %+.4f, r2 %.4f",
            line.getSlope(), line.getIntercept(), line.getRSquare()),
        print("means equal with p = %.4f", test.tTest(xs, ys)));
  }

  private static String describe(String axis, DescriptiveStatistics values) {
    return axis
        + print(
            "     mean %.4f, deviation %.4f, median %.4f",
            values.getMean(), values.getStandardDeviation(), values.getPercentile(50));
  }

  private static String print(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
