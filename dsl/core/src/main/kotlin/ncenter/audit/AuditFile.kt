package ncenter.audit

import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json
import ncenter.io.AtomicFile
import java.nio.file.Files
import java.nio.file.Path

/** The file `audit.json`: a list of reports. */
public object AuditFile {
    private val json =
        Json {
            prettyPrint = true
            encodeDefaults = true
        }

    /** Writes [reports] to `audit.json` in [folder], which is made if it is not there. */
    @JvmStatic
    public fun write(folder: Path, reports: List<AuditReport>) {
        Files.createDirectories(folder)
        AtomicFile.write(folder.resolve("audit.json")) { it.write(json.encodeToString(ListSerializer(AuditReport.serializer()), reports).toByteArray()) }
    }

    /** The reports that [write] wrote. */
    @JvmStatic
    public fun read(file: Path): List<AuditReport> = json.decodeFromString(ListSerializer(AuditReport.serializer()), Files.readString(file))
}
