package ncenter.kernels.regression;

import java.util.Arrays;

/**
 * The ridge strength of each target.
 *
 * @param atEdge whether a choice fell on the first or last entry of a grid of several
 */
record AlphaChoice(double[] alphas, boolean[] atEdge) {
    /** Smallest error; of equal ones the largest alpha. An error that is not a number loses against any number. */
    static AlphaChoice of(double[] grid, double[][] errors) {
        double[] alphas = new double[errors.length];
        boolean[] atEdge = new boolean[errors.length];
        for (int t = 0; t < errors.length; t++) {
            int best = grid.length - 1;
            for (int a = errors[t].length - 2; a >= 0; a--) {
                if (errors[t][a] < errors[t][best] || Double.isNaN(errors[t][best])) {
                    best = a;
                }
            }
            alphas[t] = grid[best];
            atEdge[t] = grid.length > 1 && (best == 0 || best == grid.length - 1);
        }
        return new AlphaChoice(alphas, atEdge);
    }

    /** The strengths that were chosen for some target, each once. */
    double[] distinct() {
        return Arrays.stream(alphas).distinct().toArray();
    }

    /** Copies the columns of the targets that {@code alpha} was chosen for; both arrays are rows x targets. */
    void copyChosen(double alpha, double[] from, int rows, double[] to) {
        int targets = alphas.length;
        for (int t = 0; t < targets; t++) {
            if (alphas[t] != alpha) continue;
            for (int r = 0; r < rows; r++) to[r * targets + t] = from[r * targets + t];
        }
    }

    static void check(double[] grid) {
        boolean ascending = grid.length > 0;
        for (int a = 0; a < grid.length; a++) {
            ascending &= grid[a] >= 0 && grid[a] < Double.POSITIVE_INFINITY && (a == 0 || grid[a] > grid[a - 1]);
        }
        if (!ascending) {
            throw new IllegalArgumentException("ridge: expected ascending finite alphas >= 0, got "
                    + Arrays.toString(grid) + "; sort the grid and remove duplicates");
        }
    }
}
