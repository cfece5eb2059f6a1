// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a step returns to the pipeline. */
public final class GxpResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String verdict;
    private final TreeMap<String, Double> metrics = new TreeMap<>();
    private final String bundleDigest;
    private final String modelVersion;

    public GxpResult(StageReport report) {
        verdict = report.verdict();
        bundleDigest = report.bundleSha256();
        modelVersion = Integer.toString(report.version());
        for (GateRow gate : report.gates()) {
            if (gate.value() != null) {
                metrics.put(gate.getId(), gate.value());
            }
        }
    }

    /**
     * Returns what the gates of the run say together.
     *
     * @return PASS, FAIL or UNDECIDED
     */
    @Whitelisted
    public String getVerdict() {
        return verdict;
    }

    /**
     * Returns the numbers that were judged.
     *
     * @return by the id of the gate; a gate without a number is absent
     */
    @Whitelisted
    public Map<String, Double> getMetrics() {
        return Collections.unmodifiableMap(metrics);
    }

    /**
     * Returns which evidence was sealed.
     *
     * @return the SHA-256 digest of the bundle
     */
    @Whitelisted
    public String getBundleDigest() {
        return bundleDigest;
    }

    /**
     * Returns which model was looked at.
     *
     * @return the version, which is the number of the run that trained it
     */
    @Whitelisted
    public String getModelVersion() {
        return modelVersion;
    }
}
