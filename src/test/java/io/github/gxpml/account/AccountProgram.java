// SPDX-License-Identifier: MIT
package io.github.gxpml.account;

import java.io.PrintWriter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests of a tag as a process of its own, as the build's profile does. */
final class AccountProgram {
    private AccountProgram() {}

    /** Runs the tests of the tag that is the only argument, prints what came of them, and ends with 1 if any failed. */
    public static void main(String[] arguments) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage("io.github.gxpml"))
                .filters(TagFilter.includeTags(arguments[0]))
                .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        try (var out = new PrintWriter(System.out, true)) {
            summary.printTo(out);
            summary.printFailuresTo(out, 3);
        }
        System.exit(summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0 ? 0 : 1);
    }
}
