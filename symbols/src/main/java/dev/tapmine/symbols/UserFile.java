package dev.tapmine.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens a file that a user named, whatever it is.
final class UserFile {
  private UserFile() {}

  /// Makes something of an open file.
  @FunctionalInterface
  interface Reader<T> {
    /// Reads.
    ///
    /// @param elf whether it begins as an ELF file does
    T read(FileChannel channel, boolean elf) throws IOException;
  }

  /// Opens a file and closes it.
  ///
  /// @throws SymbolsException for all that goes wrong
  static <T> T read(Path file, Reader<T> reader) throws SymbolsException {
    // A device or a pipe may have no end, and a pipe none who writes.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new SymbolsException(file, "it is no file; give one with symbols.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(4);
      int position = 0;
      while (head.hasRemaining()) {
        int n = channel.read(head, position);
        if (n < 0) {
          break;
        }
        position += n;
      }
      return reader.read(channel, ElfBytes.recognises(head.array()));
    } catch (SymbolsException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new SymbolsException(file, "there is no such file.");
    } catch (IOException e) {
      throw new SymbolsException(file, "it cannot be read (" + e.getMessage() + ").");
    }
  }
}
