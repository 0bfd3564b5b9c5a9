package ncenter.structures

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.security.MessageDigest

/** SHA-256 over everything a result can depend on, independent of where and how the data were stored. */
internal class Digest {
    private val sha = MessageDigest.getInstance("SHA-256")
    private val buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN)

    fun add(value: Int) {
        buffer.clear()
        sha.update(buffer.putInt(value).flip())
    }

    fun add(values: DoubleArray) {
        add(values.size)
        values.forEach {
            buffer.clear()
            sha.update(buffer.putDouble(it).flip())
        }
    }

    fun add(text: String) {
        val bytes = text.toByteArray()
        add(bytes.size)
        sha.update(bytes)
    }

    fun add(structure: Structure) {
        add(structure.size)
        structure.storedTypes.forEach(::add)
        add(structure.storedPositions)
        add(structure.storedCell ?: DoubleArray(0))
        structure.storedPeriodic.forEach { add(if (it) 1 else 0) }
        structure.info.toSortedMap().forEach { (name, value) -> add(name, value) }
        structure.arrays.toSortedMap().forEach { (name, array) ->
            add(name)
            add(array.columns)
            add(array.values)
        }
    }

    fun add(reference: Reference) {
        add(reference.name)
        add(reference.schema.toString())
        when (reference) {
            is MatrixReference -> reference.forEachArray(::add)
            is PropertyReference -> reference.forEachArray(::add)
        }
    }

    private fun add(name: String, value: InfoValue) {
        add(name)
        when (value) {
            is InfoValue.Number -> add(doubleArrayOf(value.value))
            is InfoValue.Numbers -> add(value.values)
            is InfoValue.Text -> add(value.value)
            is InfoValue.Flag -> add(if (value.value) 1 else 0)
        }
    }

    /** 64 lower-case hexadecimal digits. */
    fun hex(): String = sha.digest().joinToString("") { "%02x".format(it) }
}
