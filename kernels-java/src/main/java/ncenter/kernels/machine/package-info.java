/** What this machine can reach at best: the floor that the times of kernels are read against. */
package ncenter.kernels.machine;
