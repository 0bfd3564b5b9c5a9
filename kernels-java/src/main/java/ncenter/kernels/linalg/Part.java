package ncenter.kernels.linalg;

/** Which entries of a product are computed; the others keep their values. */
enum Part {
    ALL,
    /** j >= i. */
    UPPER,
    /** j <= i. */
    LOWER;

    /** Whether rows [i, iEnd) and columns [j, jEnd) have nothing in common with this part. */
    boolean misses(int i, int iEnd, int j, int jEnd) {
        return switch (this) {
            case ALL -> false;
            case UPPER -> jEnd <= i;
            case LOWER -> j >= iEnd;
        };
    }

    /** Whether rows [i, iEnd) and columns [j, jEnd) lie in this part. */
    boolean covers(int i, int iEnd, int j, int jEnd) {
        return switch (this) {
            case ALL -> true;
            case UPPER -> j >= iEnd - 1;
            case LOWER -> jEnd - 1 <= i;
        };
    }

    /** First column, counted from {@code j}, of row {@code i} that lies in this part. */
    int from(int i, int j) {
        return this == UPPER ? Math.max(0, i - j) : 0;
    }

    /** End of the columns, counted from {@code j} and at most {@code count}, of row {@code i} that lie in this part. */
    int to(int i, int j, int count) {
        return this == LOWER ? Math.clamp(i - j + 1L, 0, count) : count;
    }
}
