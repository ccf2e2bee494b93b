package dev.tapmine.cli;

import dev.tapmine.index.IndexOrigin;
import dev.tapmine.index.TapIndex;
import dev.tapmine.recording.KeptFile;
import dev.tapmine.recording.Manifest;
import dev.tapmine.recording.Recording;
import dev.tapmine.taps.Mined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tapmine info`: what a recording or an index says of itself.
@Command(
    name = "info",
    description = "Tells what is in a recording or in a tap index.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "REC|INDEX", description = "A recording's or an index's folder.")
  @SuppressWarnings("NullAway.Init") // required
  private Path folder;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException(folder + " is no folder: give a recording or a tap index.");
    }
    Facts facts;
    if (KindOfFolder.isIndex(folder)) {
      facts = index();
    } else if (KindOfFolder.isRecording(folder)) {
      facts = recording();
    } else {
      throw new UsageException(
          folder
              + " is neither a recording nor a tap index: see \"tapmine record\" and \"tapmine mine\".");
    }
    if (answer.json()) {
      answer.print(facts.json());
    } else {
      facts.print(answer.out());
    }
    return ExitCode.DONE;
  }

  private Facts recording() throws IOException {
    Recording recording = Recording.open(folder);
    Manifest manifest = recording.manifest();
    Facts facts = new Facts();
    facts.add("kind", "kind", new Cell.Text("recording"));
    facts.add("architecture", "architecture", new Cell.Guest(manifest.architecture()));
    facts.add("instructions", "instructions", new Cell.Count(manifest.instructions()));
    facts.add("ending", "ended as", new Cell.Text(Endings.words(manifest.ending())));
    facts.add("qemuVersion", "QEMU", new Cell.Guest(manifest.qemuVersion()));
    facts.add("qemuSha256", "", new Cell.Guest(manifest.qemuSha256()));
    facts.add("shift", "icount shift", new Cell.Count(manifest.shift()));
    facts.add("tapmine", "recorded by Tapmine", new Cell.Guest(manifest.tapmine()));
    facts.add("manifestSha256", "manifest", new Cell.Text(recording.manifestSha256()));
    facts.add("command", "command", new Cell.Guest(String.join(" ", manifest.command())));
    for (KeptFile file : manifest.files()) {
      facts.add(
          "file:" + file.path(),
          "file",
          new Cell.Guest("%s (%s, %,d bytes)".formatted(file.path(), file.role(), file.size())));
    }
    manifest
        .packages()
        .forEach(p ->
            facts.add(
                "package:" + p.name(), "package", new Cell.Guest(p.name() + " " + p.version())));
    facts.add(
        "symbols",
        "symbols",
        recording
            .symbols()
            .<Cell>map(s -> new Cell.Guest(folder.toAbsolutePath().relativize(s).toString()))
            .orElse(new Cell.Missing()));
    return facts;
  }

  private Facts index() throws IOException {
    try (TapIndex index = TapIndex.open(folder)) {
      IndexOrigin origin = index.origin();
      Mined mined = index.mined();
      Facts facts = new Facts();
      facts.add("kind", "kind", new Cell.Text("tap index"));
      facts.add("recording", "of recording", new Cell.Guest(origin.recording()));
      facts.add("manifestSha256", "manifest", new Cell.Guest(origin.manifestHash()));
      facts.add("tapmine", "mined by Tapmine", new Cell.Guest(origin.tapmine()));
      facts.add("architecture", "architecture", new Cell.Guest(mined.architecture()));
      facts.add("instructions", "instructions", new Cell.Count(mined.instructions()));
      facts.add("taps", "taps", new Cell.Count(index.size()));
      facts.add("depth", "callers kept", new Cell.Count(mined.depth()));
      facts.add("reads", "reads", new Cell.Flag(mined.reads()));
      facts.add("writes", "writes", new Cell.Flag(mined.writes()));
      facts.add("stack", "stack slots", new Cell.Flag(mined.stack()));
      facts.add("contentBudget", "content a tap", new Cell.Count(mined.contentBudget()));
      facts.add("complete", "whole", new Cell.Flag(mined.complete()));
      facts.add(
          "symbols", "symbols", new Cell.Flag(Files.exists(folder.resolve(IndexFolder.SYMBOLS))));
      mined
          .account()
          .forEach((name, n) ->
              facts.add(name, "account: " + name.replace('_', ' '), new Cell.Count(n)));
      return facts;
    }
  }
}
