// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which job of which Jenkins carries out stages, and as whom it is asked. Who runs the worker says so, no pipeline
 * does.
 *
 * @param address of Jenkins, without a slash at the end
 * @param plainHttp whether credentials may go to another machine without encryption
 * @param job full name, for example {@code team/flc-mortality}
 * @param user id of the account
 * @param token its API token
 */
record JenkinsSettings(URI address, boolean plainHttp, String job, String user, JenkinsToken token) {
    /** The variable that names the account. */
    static final String USER_VARIABLE = "GXP_JENKINS_USER";

    JenkinsSettings {
        address = checked(address);
        if (!plainHttp && !isHttps(address) && !isLoopback(address.getHost())) {
            throw new IllegalArgumentException("The address of Jenkins begins with http, so the API token would go to "
                    + address.getHost() + " for all to read: give an address with https, or allow it expressly.");
        }
        for (String part : job.split("/", -1)) {
            if (part.isBlank()
                    || List.of(".", "..").contains(part)
                    || part.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "That is no full name of a Jenkins job: give folders and job with slashes between, as in team/model.");
            }
        }
        if (user.isBlank() || user.contains(":") || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The variable " + USER_VARIABLE
                    + " does not hold the id of a Jenkins account: put the one there that the API token belongs to.");
        }
    }

    /**
     * Makes the settings of a worker.
     *
     * @param address of Jenkins
     * @param plainHttp whether credentials may go to another machine without encryption
     * @param job full name
     * @param environment variables that hold user and token
     * @return the settings
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static JenkinsSettings of(URI address, boolean plainHttp, String job, Map<String, String> environment) {
        return new JenkinsSettings(
                address, plainHttp, job, environment.getOrDefault(USER_VARIABLE, ""), JenkinsToken.of(environment));
    }

    private static URI checked(URI address) {
        boolean web = isHttps(address) || "http".equalsIgnoreCase(address.getScheme());
        if (!web
                || address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null) {
            throw new IllegalArgumentException("The address of Jenkins has to be one such as"
                    + " https://jenkins.example.org/ci, without user, query and fragment.");
        }
        return URI.create(address.normalize().toString().replaceAll("/+$", ""));
    }

    private static boolean isHttps(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** By name only: what a name resolves to is up to others. */
    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
