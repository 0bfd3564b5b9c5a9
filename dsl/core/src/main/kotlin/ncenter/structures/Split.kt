package ncenter.structures

/**
 * Which structures are for training and which for testing, as indices counted from 0, so that it can be repeated without
 * knowing how it was drawn.
 *
 * @property name says where it came from, for example `train = 400, test = 100, seed = 7`
 * @throws IllegalArgumentException if one part is empty or a structure occurs twice
 */
public class Split(
    public val name: String,
    train: IntArray,
    test: IntArray,
) {
    private val storedTrain = train.copyOf()
    private val storedTest = test.copyOf()

    init {
        checkPart("train", storedTrain)
        checkPart("test", storedTest)
        val shared = storedTrain.intersect(storedTest.toSet())
        if (shared.isNotEmpty()) {
            mistake(
                "split",
                "no structure in both train and test",
                "${shared.size}, the first is ${shared.min()}",
                "leave it out of one of them",
            )
        }
    }

    /** A copy of the training indices, in training order. */
    public val train: IntArray get() = storedTrain.copyOf()

    /** A copy of the test indices. */
    public val test: IntArray get() = storedTest.copyOf()

    /** Refuses a data set of [structures] structures that is too small for the indices. */
    internal fun checkFits(structures: Int) {
        val largest = maxOf(storedTrain.max(), storedTest.max())
        if (largest >= structures) {
            mistake("split", "indices from 0 to ${structures - 1} for $structures structures", "$largest", "count structures from 0")
        }
    }

    override fun equals(other: Any?): Boolean = other is Split && other.name == name && other.storedTrain.contentEquals(storedTrain) && other.storedTest.contentEquals(storedTest)

    override fun hashCode(): Int = 31 * storedTrain.contentHashCode() + storedTest.contentHashCode()

    override fun toString(): String = "Split($name)"

    internal companion object {
        fun random(structures: Int, train: Int, test: Int, seed: Long): Split {
            if (train < 1 ||
                test < 1
            ) {
                mistake(
                    "split",
                    "at least one structure in train and in test",
                    "$train and $test",
                    "write for example train = 400, test = 100",
                )
            }
            if (train.toLong() + test > structures) {
                mistake("split", "at most $structures structures in train and test together", "$train + $test", "use smaller numbers")
            }
            val order = permutation(structures, seed)
            return Split("train = $train, test = $test, seed = $seed", order.copyOf(train), order.copyOfRange(train, train + test))
        }
    }
}

private fun checkPart(part: String, indices: IntArray) {
    if (indices.isEmpty()) mistake("split", "at least one structure in $part", "none", "name at least one index")
    indices.firstOrNull { it < 0 }?.let { mistake("split", "indices from 0 in $part", "$it", "count structures from 0") }
    val seen = HashSet<Int>()
    indices.firstOrNull { !seen.add(it) }?.let { mistake("split", "each structure once in $part", "$it twice", "name each index once") }
}

/** A data set with a [split]: `data.train`, `data.test`, `data.schema`. */
public class SplitDataset internal constructor(
    /** The whole data set. */
    public val all: Dataset,
    /** The indices of both parts. */
    public val split: Split,
) {
    init {
        split.checkFits(all.size)
    }

    /** The training structures with their references, in the order of the split. */
    public val train: Dataset by lazy { all.subset(split.train) }

    /** The test structures with their references, in the order of the split. */
    public val test: Dataset by lazy { all.subset(split.test) }

    /** What the whole data set holds, so that an element that occurs only in the test part is known. */
    public val schema: Schema get() = all.schema

    override fun toString(): String = "$all, ${split.name}"
}
