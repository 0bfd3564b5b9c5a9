/** How time and memory of training grow with the size of the problem, beside what the plan announced. */
package ncenter.benchmarks.growth;
