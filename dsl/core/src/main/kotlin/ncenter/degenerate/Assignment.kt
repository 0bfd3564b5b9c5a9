package ncenter.degenerate

/** Optimal assignment: each row to one column, smallest sum of costs (Hungarian method with potentials, O(n^3)). */
public object Assignment {
    /** The column of each row of the square matrix [costs], `n x n` row-major. */
    @JvmStatic
    public fun solve(n: Int, costs: DoubleArray): IntArray {
        require(costs.size == n * n) { "assignment: ${n * n} costs were expected, got ${costs.size}" }
        val rowPotential = DoubleArray(n + 1)
        val columnPotential = DoubleArray(n + 1)
        val rowOf = IntArray(n + 1) { -1 }
        for (row in 0 until n) insert(row, n, costs, rowPotential, columnPotential, rowOf)
        val columnOf = IntArray(n)
        for (column in 0 until n) columnOf[rowOf[column]] = column
        return columnOf
    }

    /** Finds the shortest augmenting path that starts at [row]; column n is the virtual one that holds the new row. */
    private fun insert(row: Int, n: Int, costs: DoubleArray, rowPotential: DoubleArray, columnPotential: DoubleArray, rowOf: IntArray) {
        rowOf[n] = row
        var column = n
        val slack = DoubleArray(n) { Double.POSITIVE_INFINITY }
        val before = IntArray(n) { n }
        val done = BooleanArray(n + 1)
        while (rowOf[column] >= 0) {
            done[column] = true
            val i = rowOf[column]
            var best = -1
            for (j in 0 until n) {
                if (done[j]) continue
                val reduced = costs[i * n + j] - rowPotential[i] - columnPotential[j]
                if (reduced < slack[j]) {
                    slack[j] = reduced
                    before[j] = column
                }
                if (best < 0 || slack[j] < slack[best]) best = j
            }
            val delta = slack[best]
            for (j in 0..n) {
                if (done[j]) {
                    rowPotential[rowOf[j]] += delta
                    columnPotential[j] -= delta
                } else if (j < n) {
                    slack[j] -= delta
                }
            }
            column = best
        }
        while (column != n) {
            rowOf[column] = rowOf[before[column]]
            column = before[column]
        }
        rowOf[n] = -1
    }
}
