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

  /// Bytes of a header of version 2; that of version 3 goes on with what a reader must know.
  private static final int HEADER = 72;

  private static final long DATA_FILE = 4;

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
    String format = drive.get("format").orElse(isQcow2(source) ? "qcow2" : "raw");
    Optional<String> reason = format.equals("qcow2") ? dependence(source) : Optional.empty();
    if (reason.isPresent()) {
      throw refusal(given, reason.get());
    }
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
  private static boolean isQcow2(Path image) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(image))) {
      return Files.size(image) >= HEADER && in.readInt() == QCOW2;
    }
  }

  /// What an image of the format qcow2 names beside itself, which QEMU would open with it.
  ///
  /// @return a clause; empty when it stands alone
  static Optional<String> dependence(Path image) throws IOException {
    if (!isQcow2(image)) {
      return Optional.of("it is no image of the format qcow2");
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(image))) {
      in.readInt();
      int version = in.readInt();
      if (in.readLong() != 0) {
        return Optional.of(
            "the image rests on a backing file; flatten it with qemu-img convert first");
      }
      in.skipNBytes(HEADER - 16);
      boolean elsewhere =
          version > 2 && Files.size(image) >= HEADER + 8 && (in.readLong() & DATA_FILE) != 0;
      return elsewhere
          ? Optional.of("the image keeps its data in another file; convert it with qemu-img first")
          : Optional.empty();
    }
  }

  private static RecordingException refusal(String given, String reason) {
    return new RecordingException(
        "QEMU's drive %s cannot be recorded: %s.".formatted(given, reason));
  }
}
