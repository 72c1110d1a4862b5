package io.vnetctl.bench;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes records, maps, lists, numbers and texts as JSON (RFC 8259). */
final class Json {
  private static final String INDENT = "  ";

  private Json() {}

  /** Innermost objects stand on a line of their own; a final line feed. */
  static String write(Object value) {
    return text(value, "") + "\n";
  }

  private static String text(Object value, String indent) {
    return switch (value) {
      case null -> "null";
      case Double number when !Double.isFinite(number) -> "null";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case Optional<?> maybe -> text(maybe.orElse(null), indent);
      case Record object -> text(components(object), indent);
      case Map<?, ?> object -> object(object, indent);
      case List<?> list -> list(list, indent);
      default -> quoted(value.toString());
    };
  }

  private static String object(Map<?, ?> object, String indent) {
    boolean flat = object.values().stream().allMatch(Json::isScalar);
    String inner = flat ? "" : indent + INDENT;
    String separator = flat ? ", " : ",\n" + inner;
    String members =
        object.entrySet().stream()
            .map(e -> quoted(e.getKey().toString()) + ": " + text(e.getValue(), inner))
            .collect(Collectors.joining(separator));
    return flat ? "{" + members + "}" : "{\n" + inner + members + "\n" + indent + "}";
  }

  private static String list(List<?> list, String indent) {
    boolean flat = list.stream().allMatch(Json::isScalar);
    String inner = flat ? "" : indent + INDENT;
    String elements =
        list.stream()
            .map(element -> text(element, inner))
            .collect(Collectors.joining(flat ? ", " : ",\n" + inner));
    return flat ? "[" + elements + "]" : "[\n" + inner + elements + "\n" + indent + "]";
  }

  private static boolean isScalar(Object value) {
    return !(value instanceof Record || value instanceof Map || value instanceof List);
  }

  private static Map<String, Object> components(Record object) {
    Map<String, Object> values = new LinkedHashMap<>();
    try {
      for (RecordComponent component : object.getClass().getRecordComponents()) {
        values.put(component.getName(), component.getAccessor().invoke(object));
      }
      return values;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("not readable: " + object.getClass(), e);
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
