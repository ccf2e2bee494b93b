package dev.tapmine.cli;

import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.PairCounts;
import dev.tapmine.questions.TextEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Bytes that look like what is wanted: the user's files, or texts that ship with Tapmine.
final class Exemplars {
  /// Before the name of a text that ships with Tapmine.
  static final String SHIPPED = "exemplar:";

  private static final List<String> SYSTEMS =
      List.of(
          "debian-amd64",
          "debian-arm64",
          "debian-armhf",
          "debian-i386",
          "debian-riscv64",
          "debian-s390x",
          "mach",
          "u-boot",
          "xen");

  private static final long LARGEST = 256L << 20;

  /// A text that is written in another encoding is held in three forms at once.
  private static final long LARGEST_TEXT = 16L << 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private Exemplars() {}

  /// Each shipped log of a system itself, not of its programs, as `--like` takes it, by name.
  static List<List<String>> eachSystemLog() {
    return SYSTEMS.stream().map(name -> List.of(SHIPPED + name)).toList();
  }

  /// Reads files, shipped texts named `exemplar:NAME`, and exemplars made before.
  static Exemplar of(List<String> names) throws IOException, UsageException {
    return Exemplar.of(pairs(names));
  }

  /// The pairs of files, of shipped texts named `exemplar:NAME`, and of exemplars made before.
  static PairCounts pairs(List<String> names) throws IOException, UsageException {
    List<byte[]> plain = new ArrayList<>();
    List<PairCounts> made = new ArrayList<>();
    for (String name : names) {
      byte[] content = content(name);
      if (PairCounts.isText(content)) {
        made.add(PairCounts.read(content));
      } else {
        plain.add(content);
      }
    }
    if (!plain.isEmpty()) {
      made.add(PairCounts.of(plain));
    }
    return made.stream().reduce(PairCounts::plus).orElseGet(() -> PairCounts.of(plain));
  }

  /// The pairs of texts in UTF-8 as they are in another encoding.
  static PairCounts pairs(List<String> names, Charset encoding) throws IOException, UsageException {
    List<byte[]> encoded = new ArrayList<>();
    for (String name : names) {
      byte[] content = content(name);
      if (content.length > LARGEST_TEXT) {
        throw new UsageException(
            "%s is larger than 16 MB: give a part of it to write in %s, which is as good."
                .formatted(name, TextEncoding.name(encoding)));
      }
      if (PairCounts.isText(content)) {
        throw new UsageException(
            "%s is an exemplar made before, which has no text to write in %s: give the files themselves."
                .formatted(name, TextEncoding.name(encoding)));
      }
      encoded.add(encoded(name, content, encoding));
    }
    return PairCounts.of(encoded);
  }

  private static byte[] encoded(String name, byte[] content, Charset encoding)
      throws UsageException {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      if (text.hasRemaining() && text.get(text.position()) == BYTE_ORDER_MARK) {
        text.get();
      }
      ByteBuffer bytes = encoding.newEncoder().encode(text);
      byte[] array = new byte[bytes.remaining()];
      bytes.get(array);
      return array;
    } catch (CharacterCodingException e) {
      UsageException refusal =
          new UsageException(
              "%s is no text in UTF-8 that can be written in %s: give a text file, or no --encoding."
                  .formatted(name, TextEncoding.name(encoding)));
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static byte[] content(String name) throws IOException, UsageException {
    return name.startsWith(SHIPPED) ? shipped(name) : file(Path.of(name));
  }

  private static byte[] shipped(String name) throws IOException, UsageException {
    String bare = name.substring(SHIPPED.length());
    try (InputStream in =
        bare.matches("[a-z0-9-]+")
            ? Exemplars.class.getResourceAsStream("exemplars/" + bare + ".txt")
            : null) {
      if (in == null) {
        throw new UsageException("No exemplar named " + bare + " ships with Tapmine.");
      }
      return in.readAllBytes();
    }
  }

  private static byte[] file(Path file) throws IOException, UsageException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(
          "The exemplar " + file + " is no file that can be read: give a file such as a log.");
    }
    if (Files.size(file) > LARGEST) {
      throw new UsageException(
          "The exemplar " + file + " is larger than 256 MB: give a part of it, which is as good.");
    }
    return Files.readAllBytes(file);
  }
}
