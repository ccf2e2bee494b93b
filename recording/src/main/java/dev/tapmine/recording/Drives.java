package dev.tapmine.recording;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rewrites a disk's `-drive` as record/replay wants it: the image read-only under a throw-away
/// overlay, QEMU's `blkreplay` above that, and the device on top named explicitly.
final class Drives {
  private static final int QCOW2 = 0x514649fb;

  private final String target;
  private int nextIde;

  /// @param target QEMU's name for what it emulates
  Drives(String target) {
    this.target = target;
  }

  /// Gives the arguments that take the place of one drive.
  ///
  /// @param drive the option's value, changed here
  /// @param given as the user wrote it, for messages
  /// @param source the image where it lies now
  /// @param name what the image is called in the recording
  List<String> rewrite(OptionValue drive, String given, Path source, String name)
      throws IOException {
    String connection = drive.get("if").orElse(x86() ? "ide" : "virtio");
    boolean cdrom = drive.get("media").orElse("disk").equals("cdrom");
    Optional<String> device =
        switch (connection) {
          case "none" -> Optional.empty();
          case "virtio" -> Optional.of("virtio-blk");
          case "ide" -> Optional.of(ide(drive, given, cdrom));
          default ->
              throw refusal(given, "of the kinds of drive only if=none, if=virtio and if=ide are");
        };
    String id = drive.get("id").orElse(connection.equals("none") ? "" : "tapmine-" + name);
    if (id.isEmpty()) {
      throw refusal(given, "a drive with if=none needs an id");
    }
    String format = drive.get("format").orElse(format(source, given));
    for (String key : List.of("if", "id", "index", "bus", "unit", "media", "format", "snapshot")) {
      drive.remove(key);
    }
    drive.set("file", name).set("format", format).set("if", "none");
    drive.set("snapshot", "on").set("id", id + "-direct");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-drive", drive.text()));
    arguments.addAll(
        List.of("-drive", "driver=blkreplay,if=none,image=%s-direct,id=%s".formatted(id, id)));
    if (device.isPresent()) {
      arguments.addAll(List.of("-device", device.get() + ",drive=" + id));
    }
    return arguments;
  }

  private boolean x86() {
    return List.of("x86_64", "i386", "amd64").contains(target);
  }

  private String ide(OptionValue drive, String given, boolean cdrom) throws RecordingException {
    if (!x86()) {
      throw refusal(
          given,
          "IDE disks are of x86 machines only; use -drive file=…,if=virtio or if=none,id=…, which can be");
    }
    int index;
    try {
      index = drive.get("index").map(Integer::parseInt).orElse(nextIde);
    } catch (NumberFormatException e) {
      throw refusal(given, "its index is no number");
    }
    nextIde = index + 1;
    return "%s,bus=ide.%d,unit=%d".formatted(cdrom ? "ide-cd" : "ide-hd", index / 2, index % 2);
  }

  /// Looks at the image, so that a guest that writes its disk cannot choose the format.
  private static String format(Path image, String given) throws IOException {
    if (Files.size(image) < 72) {
      return "raw";
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(image))) {
      if (in.readInt() != QCOW2) {
        return "raw";
      }
      in.readInt();
      if (in.readLong() != 0) {
        throw refusal(
            given, "the image rests on a backing file; flatten it with qemu-img convert first");
      }
      return "qcow2";
    }
  }

  private static RecordingException refusal(String given, String reason) {
    return new RecordingException(
        "QEMU's drive %s cannot be recorded: %s.".formatted(given, reason));
  }
}
