package dev.tapmine.cli;

import picocli.CommandLine.Command;

/// `tapmine eval`: the family of commands that measure Tapmine.
@Command(
    name = "eval",
    description = "Measures Tapmine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EvalExactnessCommand.class,
      EvalLogCommand.class,
      EvalSilentBootCommand.class,
      EvalClustersCommand.class,
      EvalSpeedCommand.class,
      EvalSpeedRunCommand.class
    })
final class EvalCommand {}
