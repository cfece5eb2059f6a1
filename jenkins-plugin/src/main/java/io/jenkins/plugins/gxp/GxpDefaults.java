// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.Optional;
import java.util.function.Function;

/** What a job gets where its pipeline says nothing: of the nearest folder that says something, else of Jenkins. */
public final class GxpDefaults {
    private GxpDefaults() {}

    /**
     * Returns where the spec is.
     *
     * @param job whose pipeline does not say
     * @return a path below the workspace
     */
    static String config(Item job) {
        return nearest(job, GxpFolderProperty::getConfig)
                .orElseGet(() -> GxpConfiguration.get().getDefaultConfig());
    }

    /**
     * Returns what an undecided gate does to the build.
     *
     * @param job whose pipeline does not say
     * @return the result
     */
    static Undecided onUndecided(Item job) {
        return nearest(job, GxpFolderProperty::getOnUndecided)
                .orElseGet(() -> GxpConfiguration.get().getOnUndecided());
    }

    /**
     * Returns the credential with which evidence is sealed.
     *
     * @param job whose pipeline does not say
     * @return its id, or empty
     */
    static String signingCredentialsId(Item job) {
        return nearest(job, GxpFolderProperty::getSigningCredentialsId)
                .orElseGet(() -> GxpConfiguration.get().getSigningCredentialsId());
    }

    /**
     * Returns how long released builds are kept.
     *
     * @param job whose builds they are
     * @return days, 0 for ever
     */
    public static int retention(Item job) {
        return nearest(job, GxpFolderProperty::getRetention)
                .orElseGet(() -> GxpConfiguration.get().getRetention());
    }

    private static <T> Optional<T> nearest(Item job, Function<GxpFolderProperty, T> field) {
        ItemGroup<?> group = job.getParent();
        while (group instanceof Item item) {
            GxpFolderProperty property = item instanceof AbstractFolder<?> folder
                    ? folder.getProperties().get(GxpFolderProperty.class)
                    : null;
            T value = property == null ? null : field.apply(property);
            if (value != null) {
                return Optional.of(value);
            }
            group = item.getParent();
        }
        return Optional.empty();
    }
}
