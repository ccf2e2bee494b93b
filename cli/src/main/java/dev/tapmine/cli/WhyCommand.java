package dev.tapmine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tapmine why`: how an answer came about.
@Command(
    name = "why",
    description = {
      "Explains a channel that rank has named: what it is made of, each step that made it, which",
      "others carry the same text, and which taps to hook."
    },
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Parameters(index = "1", paramLabel = "CHANNEL", description = "The channel, as rank names it.")
  private String channel = "";

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    try (AskedIndex asked = index.open()) {
      KeptChannel found = KeptAnswers.named(index.folder(), channel).channel();
      Facts facts = ChannelFacts.of(asked, found);
      if (answer.json()) {
        ObjectNode json = facts.json();
        ArrayNode steps = json.putArray("steps");
        found.steps().forEach(steps::add);
        json.set("family", FamilyTable.of(asked, found.family(), found.origin()).json());
        ArrayNode continued = json.putArray("continuedBy");
        found.continuedBy().forEach(continued::add);
        answer.print(json);
      } else {
        facts.print(answer.out());
        explain(asked, found, answer.out());
      }
    }
    return ExitCode.DONE;
  }

  private void explain(AskedIndex asked, KeptChannel found, PrintWriter out) {
    out.println();
    out.println("How it was made:");
    int step = 1;
    for (String sentence : found.steps()) {
      out.println("  " + step++ + ". " + sentence);
    }
    if (found.family().size() > 1) {
      out.println();
      out.println("The same text, in the order in which it reached them:");
      FamilyTable.of(asked, found.family(), found.origin()).print(out);
      out.println("Its origin is %s.".formatted(found.origin()));
      int more = found.relatives() + 1 - found.family().size();
      if (more > 0) {
        out.println("%,d smaller ones are not shown.".formatted(more));
      }
    }
    if (!found.continuedBy().isEmpty()) {
      out.println();
      out.println("Where it ends, these go on: " + String.join(", ", found.continuedBy()) + ".");
      out.println(
          "As one with the first of them: tapmine show %s %s %s"
              .formatted(index.folder(), found.name(), found.continuedBy().getFirst()));
    }
    out.flush();
  }
}
