package io.lazyloader.samples.toolbox.tools;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.EncodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Draws a text as a QR code in block letters, and reads it back. Library: ZXing. */
public final class BarcodeTool implements Tool {
  private static final int SCALE = 4;

  private final MultiFormatWriter writer = new MultiFormatWriter();
  private final MultiFormatReader reader = new MultiFormatReader();
  private final Map<EncodeHintType, Object> hints =
      Map.of(
          EncodeHintType.CHARACTER_SET,
          "UTF-8",
          EncodeHintType.ERROR_CORRECTION,
          ErrorCorrectionLevel.M,
          EncodeHintType.MARGIN,
          2);

  /** Prepares the reader for all the formats it knows. */
  public BarcodeTool() {
    reader.setHints(Map.of());
  }

  @Override
  public String usage() {
    return "[TEXT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String text = Input.text(args, 0, stdin);
    BitMatrix code = writer.encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
    BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(picture(code)));
    return draw(code) + "reads: " + reader.decodeWithState(picture).getText();
  }

  /** Two rows a line, so that the squares come out square. */
  private static String draw(BitMatrix code) {
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < code.getHeight(); y += 2) {
      for (int x = 0; x < code.getWidth(); x++) {
        boolean lower = y + 1 < code.getHeight() && code.get(x, y + 1);
        lines.append(code.get(x, y) ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static LuminanceSource picture(BitMatrix code) {
    int width = code.getWidth() * SCALE;
    int height = code.getHeight() * SCALE;
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = code.get(i % width / SCALE, i / width / SCALE) ? 0 : 0xFFFFFF;
    }
    return new RGBLuminanceSource(width, height, pixels);
  }
}
