package ncenter.engine

import java.util.Properties

/** The version of this library as built, for files that say what made them. Example: `LibraryVersion.text` is `0.1.0`. */
public object LibraryVersion {
    private const val RESOURCE = "/ncenter/version.properties"

    public val text: String by lazy {
        val stream =
            checkNotNull(LibraryVersion::class.java.getResourceAsStream(RESOURCE)) {
                "version: the resource $RESOURCE is missing from the library (this is a bug, please report it)"
            }
        Properties().apply { stream.use(::load) }.getProperty("version")
    }
}
