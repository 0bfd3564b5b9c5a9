package ncenter.run

import ncenter.kernels.linalg.Tasks

/**
 * Runs independent tasks. How many threads take part never changes a result: tasks write disjoint memory and the
 * partition into tasks depends on the data only.
 */
public interface Workers {
    /** The most threads that take part, the calling one among them. */
    public val threads: Int

    /** Calls [task] once for each number below [count], in any order; throws if the run was cancelled. */
    public fun forEach(count: Int, task: (Int) -> Unit)

    /** All tasks one after the other on the calling thread. */
    public companion object Serial : Workers {
        override val threads: Int get() = 1

        override fun forEach(count: Int, task: (Int) -> Unit): Unit = repeat(count, task)
    }
}

/** Calls [task] once for each of [items], in parallel, those of the largest [size] first: so the last thread does not wait for one that started late. */
internal inline fun <T> Workers.forEachLargestFirst(items: Iterable<T>, crossinline size: (T) -> Long, crossinline task: (T) -> Unit) {
    val order = items.sortedByDescending { size(it) }
    forEach(order.size) { task(order[it]) }
}

/** Number of tiles of at most [tile] entries that cover [size] entries. */
internal fun tiles(size: Int, tile: Int): Int = (size + tile - 1) / tile

/** Calls [task] with tile ranges (from inclusive, to exclusive) of each of [sizes], in parallel over all of them. */
internal inline fun Workers.forEachTile(sizes: List<Int>, tile: Int, crossinline task: (index: Int, from: Int, to: Int) -> Unit) {
    val first = sizes.runningFold(0) { sum, size -> sum + tiles(size, tile) }.toIntArray()
    forEach(first.last()) { t ->
        var index = first.binarySearch(t)
        if (index < 0) index = -index - 2
        while (first[index + 1] == first[index]) index++
        val from = (t - first[index]) * tile
        task(index, from, minOf(from + tile, sizes[index]))
    }
}

/** The same threads for a kernel that hands out tasks. */
internal fun Workers.asTasks(): Tasks = Tasks { count, task -> forEach(count) { task.accept(it) } }
