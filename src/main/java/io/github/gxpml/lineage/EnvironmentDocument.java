// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.util.Map;

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
 * @param container image digest or id if the host declares one; may be empty
 * @param variables declared seeds and thread counts that were set, such as PYTHONHASHSEED and OMP_NUM_THREADS
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
        Map<String, String> variables) {}
