package ncenter.kernels.linalg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * Copies native libraries out of a jar into a folder that several JVMs may share.
 *
 * <p>A file counts as present when its size and CRC-32 equal those in the jar's directory, so a half-written or stale file is
 * replaced. New content is written beside the target and moved over it atomically: a reader sees the old file or the new one, and a
 * library that another JVM has mapped stays intact.
 */
final class NativeFiles {
    private NativeFiles() {}

    /** Brings all needed libraries of the platform from the jar that {@code anchor} points into to {@code target}. */
    static void extract(URL anchor, OpenBlasPlatform platform, Path target) throws IOException {
        if (!(anchor.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("not in a jar file: " + anchor.getProtocol());
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            Files.createDirectories(target);
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                String path = entry.getName();
                String file = path.substring(path.lastIndexOf('/') + 1);
                if (path.equals(platform.folder() + file) && platform.isNeeded(file)) {
                    extract(jar, entry, target.resolve(file));
                }
            }
        }
    }

    private static void extract(JarFile jar, JarEntry entry, Path target) throws IOException {
        if (matches(target, entry.getSize(), entry.getCrc())) {
            return;
        }
        Path partial =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
        try {
            try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!matches(partial, entry.getSize(), entry.getCrc())) {
                throw new IOException(
                        "could not write " + entry.getSize() + " bytes of " + target.getFileName() + " (disk full?)");
            }
            move(partial, target);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static boolean matches(Path file, long size, long crc) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != size) {
            return false;
        }
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[1 << 16];
        // Not a FileChannel: it refuses an interrupted thread, and what is decided here holds for the life of the JVM.
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
        return sum.getValue() == crc;
    }
}
