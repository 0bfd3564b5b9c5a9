package ncenter.units.planted

/** Breaks the layers and the bytecode rules on purpose: the house tests look for it. */
@Suppress("unused")
class Planted : java.io.Serializable {
    fun reachesUp(): String = ncenter.engine.LibraryVersion.text

    fun reads(stream: java.io.InputStream): Any = java.io.ObjectInputStream(stream).readObject()
}
