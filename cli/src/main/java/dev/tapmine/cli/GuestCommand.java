package dev.tapmine.cli;

import picocli.CommandLine.Command;

/// `tapmine guest`: the family of commands that make guests.
@Command(
    name = "guest",
    description = "Makes a bootable guest.",
    mixinStandardHelpOptions = true,
    subcommands = {GuestDebianCommand.class, GuestOtherCommand.class})
final class GuestCommand {}
