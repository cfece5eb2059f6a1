// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

/** A part of the report with a heading of its own. */
interface Section {
    /**
     * Returns the name that links lead to.
     *
     * @return unique on the page
     */
    String id();

    /**
     * Returns the heading.
     *
     * @return a few words
     */
    String title();

    /**
     * Writes what stands under the heading.
     *
     * @param html where to
     * @param data what to show
     */
    void write(Html html, ReportData data);
}
