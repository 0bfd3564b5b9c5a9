package ncenter.io

import ncenter.structures.RawMatrices
import java.nio.file.Path

/** Files with one array per structure, for example the Fock matrices of a data set. */
public object MatrixFile {
    /**
     * Reads one square matrix per structure from a npy file `(structures, n, n)` or from the quantity [name] of a npz file
     * (equal sizes, or `X_data`, `X_offset`, `X_shape`; see [RaggedArrays]). A single matrix `(n, n)` is one structure.
     *
     * Files do not say in which order the orbitals are: declare it with [RawMatrices.inOrder].
     *
     * @param name may be left out for a npy file, and for a npz file with one quantity
     */
    @JvmStatic
    @JvmOverloads
    public fun read(path: Path, name: String? = null): RawMatrices {
        val source = source(path, name)
        val squares = arrays(path, name, axes = 2)
        squares.forEachIndexed { k, array ->
            val shape = array.shape
            if (shape.size != 2 || shape[0] != shape[1]) {
                mistake(
                    "matrixFile",
                    "a square matrix for structure $k",
                    "shape ${shape.contentToString()} in $source",
                    "save it as (structures, n, n)",
                )
            }
        }
        return RawMatrices(source, squares.map(NpyArray::doubles))
    }

    /**
     * Reads the numbers of each structure from a npy file whose first axis counts structures, or from the quantity [name] of
     * a npz file, for `Dataset.withProperty`.
     */
    @JvmStatic
    @JvmOverloads
    public fun values(path: Path, name: String? = null): List<DoubleArray> = arrays(path, name, axes = null).map(NpyArray::doubles)

    private fun source(path: Path, name: String?) = if (name == null) "${path.fileName}" else "'$name' of ${path.fileName}"

    private fun arrays(path: Path, name: String?, axes: Int?): List<NpyArray> {
        if (path.fileName.toString().endsWith(".npz")) return Npz.open(path).use { RaggedArrays.read(it, name ?: only(it)) }
        if (name !=
            null
        ) {
            mistake("matrixFile", "no name for a npy file, which holds one array", "'$name' for ${path.fileName}", "leave the name out")
        }
        val array = Npy.read(path)
        return if (array.shape.size == axes) listOf(array) else RaggedArrays.firstAxis(array, path.fileName.toString())
    }

    private fun only(npz: Npz): String = RaggedArrays.quantities(npz).singleOrNull()
        ?: mistake("matrixFile", "the name of one quantity", "none for $npz", "write one of ${RaggedArrays.quantities(npz)}")
}
