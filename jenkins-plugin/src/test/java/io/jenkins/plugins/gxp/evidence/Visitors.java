// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.model.Item;
import io.jenkins.plugins.gxp.GxpPermissions;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who looks at pages: a stranger who may read no job, a reader, and an auditor who may also take evidence away. */
public final class Visitors {
    private Visitors() {}

    public static void protect(JenkinsRule j) {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, GxpPermissions.DOWNLOAD_EVIDENCE)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger"));
    }

    public static JenkinsRule.WebClient browser(JenkinsRule j, String user) throws Exception {
        // what is on a page must be there without scripts; only charts need them
        JenkinsRule.WebClient browser =
                j.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        return user.isEmpty() ? browser : browser.login(user);
    }

    public static WebResponse get(JenkinsRule j, String user, String path) throws Exception {
        return browser(j, user).goTo(path, null).getWebResponse();
    }
}
