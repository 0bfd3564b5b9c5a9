/** Pairs of atoms within a cutoff, in free space and in periodic cells of any shape. */
package ncenter.kernels.neighbors;
