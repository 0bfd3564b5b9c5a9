package ncenter.kernels.linalg;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Unpacks native libraries from a jar on the class path into a folder of the user's cache, once. Files are put in place by a rename, so two
 * processes may do it at the same time; a file that does not match the jar is replaced. Where the cache cannot be written, a temporary folder
 * serves.
 */
final class NativeFiles {
    private NativeFiles() {}

    /** The resource folder of this platform, as bytedeco names it: {@code linux-x86_64}. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
        String machine = arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch;
        return system + "-" + machine;
    }

    /** The folder that holds the unpacked {@code names}; those that the jar does not have are skipped. */
    static Path unpack(String resourceFolder, List<String> names) throws IOException {
        try {
            return unpackInto(cacheFolder(), resourceFolder, names);
        } catch (IOException | SecurityException unwritable) {
            Path temporary = Files.createTempDirectory("ncenter-native-");
            temporary.toFile().deleteOnExit();
            return unpackInto(temporary, resourceFolder, names);
        }
    }

    private static Path cacheFolder() {
        String own = System.getenv("NCENTER_CACHE");
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = own != null && !own.isBlank()
                ? Path.of(own)
                : xdg != null && !xdg.isBlank() ? Path.of(xdg, "ncenter") : Path.of(System.getProperty("user.home"), ".cache", "ncenter");
        return base.resolve("native");
    }

    private static Path unpackInto(Path base, String resourceFolder, List<String> names) throws IOException {
        Path folder = base.resolve(fingerprint(resourceFolder, names));
        Files.createDirectories(folder);
        for (String name : names) {
            URL resource = NativeFiles.class.getResource(resourceFolder + name);
            if (resource != null) unpackOne(resource, folder.resolve(name));
        }
        return folder;
    }

    /** Names the folder after the sizes in the jar, so that another version of the library gets another folder. */
    private static String fingerprint(String resourceFolder, List<String> names) throws IOException {
        StringBuilder text = new StringBuilder(resourceFolder);
        for (String name : names) {
            URL resource = NativeFiles.class.getResource(resourceFolder + name);
            if (resource != null) text.append(':').append(name).append('=').append(size(resource));
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return "openblas-" + Long.toHexString(crc.getValue());
    }

    private static long size(URL resource) throws IOException {
        var connection = resource.openConnection();
        connection.setUseCaches(true);
        return connection.getContentLengthLong();
    }

    private static void unpackOne(URL resource, Path target) throws IOException {
        if (Files.isRegularFile(target) && Files.size(target) == size(resource)) return;
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try (InputStream in = resource.openStream()) {
            Files.copy(in, temporary);
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
