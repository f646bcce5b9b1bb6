package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.heap.Values;
import io.lazyloader.agent.analysis.world.Footprint;
import io.lazyloader.agent.analysis.world.Names;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Makes arrays, and gets at their elements. Whether one may do that is {@link Heap}'s business. */
public final class Arrays {
  private final Execution execution;
  private final Types types;
  private final Instances instances;
  private final HostGate host;

  Arrays(Execution execution, Types types, Instances instances, HostGate host) {
    this.execution = execution;
    this.types = types;
    this.instances = instances;
    this.host = host;
  }

  /** Makes an array, given its descriptor. */
  public ArrayObject make(String descriptor, int length) {
    if (length < 0) {
      throw instances.exception("java/lang/NegativeArraySizeException", String.valueOf(length));
    }
    return new ArrayObject(execution.current(), descriptor, host.array(descriptor, length));
  }

  /** Makes an array of arrays, given its descriptor and the lengths from a dimension on. */
  ArrayObject make(String descriptor, int[] lengths, int from) {
    ArrayObject array = make(descriptor, lengths[from]);
    if (from + 1 < lengths.length) {
      Object[] elements = (Object[]) array.elements;
      for (int index = 0; index < elements.length; index++) {
        elements[index] = make(descriptor.substring(1), lengths, from + 1);
      }
    }
    return array;
  }

  /** Makes an array of elements that are there. */
  public ArrayObject of(String descriptor, Object elements) {
    execution.allocates(Footprint.array(descriptor, Array.getLength(elements)));
    return new ArrayObject(execution.current(), descriptor, elements);
  }

  /** Makes a copy. */
  ArrayObject copy(ArrayObject array) {
    Object elements = host.copy(array.descriptor, array.elements);
    ArrayObject copy = new ArrayObject(execution.current(), array.descriptor, elements);
    copy.unknown = array.unknown;
    return copy;
  }

  /** Reads an element. */
  public @Nullable Object element(ArrayObject array, int index) {
    check(array, index);
    if (array.unknown != null) {
      return array.unknown;
    }
    Object elements = array.elements;
    if (elements instanceof Object[] references) {
      return references[index];
    }
    return Values.of(Array.get(elements, index));
  }

  /** Writes an element. */
  public void setElement(ArrayObject array, int index, @Nullable Object value) {
    check(array, index);
    if (array.elements instanceof Object[] references) {
      String type = Types.withoutSemicolons(array.descriptor.substring(1));
      if (value != null && !(value instanceof Opaque) && !types.isInstance(value, type)) {
        throw instances.exception(
            "java/lang/ArrayStoreException", Names.binary(types.typeName(value)));
      }
      references[index] = value;
    } else if (value instanceof Opaque opaque) {
      array.unknown = opaque.as(array.descriptor.substring(1));
    } else if (value instanceof Number number) {
      set(array.elements, index, number);
    } else {
      throw execution.unknown(value);
    }
  }

  private static void set(Object elements, int index, Number number) {
    if (elements instanceof int[] ints) {
      ints[index] = number.intValue();
    } else if (elements instanceof byte[] bytes) {
      bytes[index] = number.byteValue();
    } else if (elements instanceof char[] chars) {
      chars[index] = (char) number.intValue();
    } else if (elements instanceof short[] shorts) {
      shorts[index] = number.shortValue();
    } else if (elements instanceof boolean[] flags) {
      flags[index] = (number.intValue() & 1) != 0;
    } else {
      Array.set(elements, index, number);
    }
  }

  private void check(ArrayObject array, int index) {
    if (index < 0 || index >= array.length()) {
      throw instances.exception(
          "java/lang/ArrayIndexOutOfBoundsException",
          "Index " + index + " out of bounds for length " + array.length());
    }
  }

  /** Does what {@code System.arraycopy} does. */
  public void copy(ArrayObject from, int fromIndex, ArrayObject to, int toIndex, int count) {
    if (from.elements.getClass() != to.elements.getClass()) {
      throw instances.exception("java/lang/ArrayStoreException");
    }
    boolean isChecked =
        from.elements instanceof Object[] && !types.isSubtype(from.descriptor, to.descriptor);
    boolean isInside =
        (fromIndex | toIndex | count) >= 0
            && fromIndex <= from.length() - count
            && toIndex <= to.length() - count;
    if (isChecked && isInside) {
      copyEach(from, fromIndex, to, toIndex, count);
    } else {
      host.copy(from.elements, fromIndex, to.elements, toIndex, count);
    }
    if (from.unknown != null) {
      to.unknown = from.unknown;
    }
  }

  private void copyEach(ArrayObject from, int fromIndex, ArrayObject to, int toIndex, int count) {
    String type = Types.withoutSemicolons(to.descriptor.substring(1));
    for (int index = 0; index < count; index++) {
      execution.works(1);
      Object element = element(from, fromIndex + index);
      if (element != null && !(element instanceof Opaque) && !types.isInstance(element, type)) {
        throw instances.exception("java/lang/ArrayStoreException");
      }
      setElement(to, toIndex + index, element);
    }
  }
}
