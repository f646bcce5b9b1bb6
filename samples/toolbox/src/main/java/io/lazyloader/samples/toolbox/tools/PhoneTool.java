package io.lazyloader.samples.toolbox.tools;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.io.InputStream;
import java.util.List;

/** Says what kind of number a phone number is, and how to write it. Library: libphonenumber. */
public final class PhoneTool implements Tool {
  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  @Override
  public String usage() {
    return "NUMBER [REGION]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String text = Input.required(args, 0, "the number");
    PhoneNumber number = numbers.parse(text, args.size() > 1 ? args.get(1) : "ZZ");
    return String.join(
        "\n",
        "valid         " + numbers.isValidNumber(number),
        "type          " + numbers.getNumberType(number),
        "region        " + numbers.getRegionCodeForNumber(number),
        "national      " + numbers.format(number, PhoneNumberFormat.NATIONAL),
        "international " + numbers.format(number, PhoneNumberFormat.INTERNATIONAL),
        "e164          " + numbers.format(number, PhoneNumberFormat.E164));
  }
}
