// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/** What people may do with evidence. No other permission implies to sign, not even to administer Jenkins. */
public final class GxpPermissions {
    /** All of them, as they are shown where permissions are given. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(GxpPermissions.class, Messages._GxpPermissions_group());

    /** To sign a release or reject it, in a role that one has been given. */
    public static final Permission APPROVE =
            new Permission(GROUP, "Approve", Messages._GxpPermissions_approve(), null, true, new PermissionScope[] {
                PermissionScope.ITEM
            });

    /** To waive a gate, and to let go of what is kept. */
    public static final Permission WAIVE = new Permission(
            GROUP, "Waive", Messages._GxpPermissions_waive(), null, true, new PermissionScope[] {PermissionScope.ITEM});

    /** To take evidence away. */
    public static final Permission DOWNLOAD_EVIDENCE = new Permission(
            GROUP,
            "DownloadEvidence",
            Messages._GxpPermissions_downloadEvidence(),
            Jenkins.ADMINISTER,
            true,
            new PermissionScope[] {PermissionScope.RUN, PermissionScope.ITEM});

    private GxpPermissions() {}

    /**
     * Makes Jenkins know the permissions before anything is configured with them: to load this class is enough.
     *
     * @return the group
     */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    public static PermissionGroup know() {
        return GROUP;
    }
}
