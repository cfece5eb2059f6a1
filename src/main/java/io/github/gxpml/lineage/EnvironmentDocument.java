// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.spec.ReproducibilitySpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code data/environment.json}: the machine and the software that the run happened on. No host name, user name or
 * variable is recorded that could identify a person or hold a secret.
 *
 * @param product name and version of this software
 * @param os name and version
 * @param architecture of the processor
 * @param processors available to the process
 * @param memoryBytes largest heap of the process
 * @param java runtime name, vendor and version
 * @param libraries version by name of the libraries that numbers depend on
 * @param locale default locale
 * @param timeZone default time zone; times in the bundle are UTC all the same
 * @param container image digest or id as declared or as the container's engine tells; empty if there is no sign of one
 * @param variables declared seeds and thread counts that were set, such as PYTHONHASHSEED and OMP_NUM_THREADS
 * @param cpu model of the processor; unknown in documents of earlier versions
 * @param gpu graphics processors and their driver, or {@code none found}; unknown in documents of earlier versions
 * @param blas the system's library of linear algebra, or {@code none found}; unknown in documents of earlier versions
 * @param digests SHA-256 by file of the program files that this software runs from, if it runs from files
 */
public record EnvironmentDocument(
        String product,
        String os,
        String architecture,
        int processors,
        long memoryBytes,
        String java,
        Map<String, String> libraries,
        String locale,
        String timeZone,
        String container,
        Map<String, String> variables,
        String cpu,
        String gpu,
        String blas,
        Map<String, String> digests) {

    /** Takes what is absent for unknown. */
    public EnvironmentDocument {
        cpu = cpu == null ? Machine.UNKNOWN : cpu;
        gpu = gpu == null ? Machine.UNKNOWN : gpu;
        blas = blas == null ? Machine.UNKNOWN : blas;
        digests = Collections.unmodifiableMap(new TreeMap<>(digests == null ? Map.of() : digests));
    }

    /**
     * Returns every entry that numbers may depend on.
     *
     * @return text by name: {@code java}, {@code library duckdb}, {@code variable OMP_NUM_THREADS} and so on; what is
     *     not known is left out
     */
    public Map<String, String> entries() {
        var entries = new TreeMap<String, String>();
        entries.put("product", product);
        entries.put("os", os);
        entries.put("architecture", architecture);
        entries.put("threads", Integer.toString(processors));
        entries.put("java", java);
        entries.put("locale", locale);
        entries.put("time zone", timeZone);
        entries.put("container", container);
        entries.put("cpu", cpu);
        entries.put("gpu", gpu);
        entries.put("blas", blas);
        entries.values().removeIf(value -> value.isBlank() || value.equals(Machine.UNKNOWN));
        libraries.forEach((name, version) -> entries.put(ReproducibilitySpec.LIBRARY + name, version));
        variables.forEach((name, value) -> entries.put("variable " + name, value));
        digests.forEach((name, sha256) -> entries.put("file " + name, sha256));
        return entries;
    }
}
