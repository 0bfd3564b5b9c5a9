package ncenter.cli.files

import ncenter.io.Npy
import ncenter.io.NpyArray
import ncenter.io.Npz
import java.nio.file.Path

/** Names, types and shapes of the arrays in an npz archive. */
public object NpzDescriber : FileDescriber {
    override val endings: List<String> = listOf(".npz")

    override fun describe(file: Path): List<String> = Npz.open(file).use { npz ->
        val width = npz.names.maxOfOrNull { it.length } ?: 0
        listOf("npz archive, ${npz.names.size} arrays") + npz.names.map { "  ${it.padEnd(width)}  ${summary(npz[it])}" }
    }
}

/** Type and shape of the array in an npy file. */
public object NpyDescriber : FileDescriber {
    override val endings: List<String> = listOf(".npy")

    override fun describe(file: Path): List<String> = listOf("npy array, ${summary(Npy.read(file))}")
}

private fun summary(array: NpyArray): String {
    val shape = if (array.shape.isEmpty()) "one number" else array.shape.joinToString(" x ")
    val finite = array.isInteger || array.doubles.all(Double::isFinite)
    return "${array.dtype.trimStart('<', '|', '=')}  $shape" + if (finite) "" else "  (not all numbers are finite)"
}
