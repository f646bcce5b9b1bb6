package io.lazyloader.samples.toolbox.tools;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

/** Encodes a person, given in text format, to the wire and back. Library: Protocol Buffers. */
public final class ProtobufTool implements Tool {
  private final Descriptor person;
  private final TextFormat.Parser parser = TextFormat.getParser();

  /** Builds the message type from its description. */
  public ProtobufTool() {
    try {
      FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
      parser.merge(Input.resource("person.textproto"), file);
      person =
          FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
              .findMessageTypeByName("Person");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "[TEXT] (fields: name, age, email; text format)";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(person);
    parser.merge(Input.text(args, 0, stdin), message);
    byte[] wire = message.build().toByteArray();
    return "wire %s%n%s"
        .formatted(HexFormat.of().formatHex(wire), DynamicMessage.parseFrom(person, wire));
  }
}
