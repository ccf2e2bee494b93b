package dev.tapmine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What is known of one thing: named values, one a line, or one JSON object.
final class Facts {
  private record Fact(String field, String heading, Cell value) {}

  private final List<Fact> facts = new ArrayList<>();

  /// Adds a fact.
  ///
  /// @param field its name in JSON
  /// @param heading its name for people; a fact with an empty heading is in JSON only
  Facts add(String field, String heading, Cell value) {
    facts.add(new Fact(field, heading, value));
    return this;
  }

  /// Prints it for people.
  void print(PrintWriter out) {
    int width = facts.stream().mapToInt(f -> f.heading().length()).max().orElse(0);
    for (Fact fact : facts) {
      if (!fact.heading().isEmpty()) {
        out.println(
            fact.heading()
                + " ".repeat(width - fact.heading().length() + 2)
                + fact.value().shown());
      }
    }
    out.flush();
  }

  /// The JSON object.
  ObjectNode json() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    facts.forEach(fact -> Table.put(object, fact.field(), fact.value()));
    return object;
  }
}
