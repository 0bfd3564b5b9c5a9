/** Our side of the comparison with other codes: a process that runs named cases on request and tells how long each run took. */
package ncenter.benchmarks.peers;
