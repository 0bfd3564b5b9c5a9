package ncenter.io

/**
 * Arrays of a different size for each structure in one npz archive: `X_data` (all values), `X_offset` (where each structure
 * starts, and the end) and `X_shape` (one row per structure). Readable by numpy with pickling off.
 */
public object RaggedArrays {
    /**
     * The arrays of [name], one per structure: from the three entries above, or from one array whose first axis counts
     * structures.
     */
    @JvmStatic
    public fun read(npz: Npz, name: String): List<NpyArray> {
        if (name in npz) return firstAxis(npz[name], name)
        val missing = listOf("_data", "_offset", "_shape").map { name + it }.filter { it !in npz }
        if (missing.isNotEmpty()) mistake("arrays", "one of ${quantities(npz)}", "'$name' (no $missing)", "write one of these names")
        val data = npz[name + "_data"]
        val offsets = npz[name + "_offset"].longs
        val shapes = shapes(npz[name + "_shape"], name, offsets.size - 1)
        checkOffsets(name, offsets, shapes.size, data.size)
        return shapes.mapIndexed { k, shape ->
            val values = offsets[k + 1] - offsets[k]
            if (elements(shape).toLong() != values) {
                mistake(
                    "arrays",
                    "${elements(shape)} values of '$name' for structure $k of shape ${shape.contentToString()}",
                    "$values",
                    "write the file again",
                )
            }
            data.slice(shape, offsets[k].toInt())
        }
    }

    /** The three entries that hold [arrays] as [name], for [Npz.write]. */
    @JvmStatic
    public fun entries(name: String, arrays: List<NpyArray>): Map<String, NpyArray> {
        val axes = arrays.map { it.shape.size }.distinct()
        if (axes.size !=
            1
        ) {
            mistake("arrays", "at least one array of '$name', all with the same number of axes", "$axes", "write them one by one")
        }
        val offsets = arrays.runningFold(0L) { sum, array -> sum + array.size }.toLongArray()
        if (offsets.last() >
            MAX_ELEMENTS
        ) {
            mistake("arrays", "at most $MAX_ELEMENTS values of '$name'", "${offsets.last()}", "write several files")
        }
        val shapes = LongArray(arrays.size * axes[0]) { arrays[it / axes[0]].shape[it % axes[0]].toLong() }
        return mapOf(
            name + "_data" to concatenated(arrays, offsets),
            name + "_offset" to NpyArray.of(offsets, offsets.size),
            name + "_shape" to NpyArray.of(shapes, arrays.size, axes[0]),
        )
    }

    /** The quantities of an archive, whichever way they are stored. */
    internal fun quantities(npz: Npz): List<String> = npz.names
        .map { name -> listOf("_data", "_offset", "_shape").firstOrNull(name::endsWith)?.let(name::removeSuffix) ?: name }
        .distinct()

    internal fun firstAxis(array: NpyArray, name: String): List<NpyArray> {
        if (array.shape.isEmpty()) {
            mistake(
                "arrays",
                "a first axis that counts structures in '$name'",
                "a single number",
                "save one entry per structure",
            )
        }
        if (array.size ==
            0
        ) {
            mistake("arrays", "values for each structure in '$name'", "shape ${array.shape.contentToString()}", "leave '$name' out")
        }
        return List(array.shape[0]) { array[it] }
    }

    /** A table without columns takes no bytes whatever its number of rows: that is compared with the offsets first. */
    private fun shapes(table: NpyArray, name: String, structures: Int): List<IntArray> {
        if (table.shape.size != 2 || table.shape[0] != structures) {
            mistake(
                "arrays",
                "'${name}_shape' with one row per structure, $structures",
                "shape ${table.shape.contentToString()}",
                "write the file again",
            )
        }
        return List(table.shape[0]) { table[it].toIntArray() }
    }

    private fun checkOffsets(name: String, offsets: LongArray, structures: Int, values: Int) {
        val rising = offsets.indices.drop(1).all { offsets[it] >= offsets[it - 1] }
        if (offsets.size != structures + 1 || offsets.first() != 0L || offsets.last() != values.toLong() || !rising) {
            mistake(
                "arrays",
                "${structures + 1} rising offsets of '$name' from 0 to $values",
                "${offsets.take(3)}...${offsets.takeLast(1)}",
                "write the file again",
            )
        }
    }

    private fun concatenated(arrays: List<NpyArray>, offsets: LongArray): NpyArray {
        val size = offsets.last().toInt()
        if (arrays.all(NpyArray::isInteger)) {
            val all = LongArray(size)
            arrays.forEachIndexed { k, array -> array.longs.copyInto(all, offsets[k].toInt()) }
            return NpyArray.of(all, size)
        }
        val all = DoubleArray(size)
        arrays.forEachIndexed { k, array -> array.doubles.copyInto(all, offsets[k].toInt()) }
        return NpyArray.of(all, size)
    }
}
