// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Words what Jenkins means by a status, with the way out. */
final class JenkinsRefusal {
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int CONFLICT = 409;

    private JenkinsRefusal() {}

    static JenkinsException of(JenkinsSettings settings, HttpResponse<?> response, String body) {
        return new JenkinsException(response.statusCode(), sentence(settings, response, body));
    }

    private static String sentence(JenkinsSettings settings, HttpResponse<?> response, String body) {
        int status = response.statusCode();
        return switch (status) {
            case BAD ->
                "Jenkins refuses the parameters of the build (HTTP 400): the job " + settings.job()
                        + " may allow other values only";
            case JenkinsException.UNKNOWN ->
                "Jenkins does not know the account " + settings.user()
                        + " with this API token (HTTP 401): make a new token on the account's page, Security";
            case FORBIDDEN ->
                body.contains("crumb")
                        ? "Jenkins asks for a crumb (HTTP 403), which it does of passwords only: give an API token of the account "
                                + settings.user() + ", made on its page, Security"
                        : "the account " + settings.user() + " may not do this in Jenkins (HTTP 403): in the job "
                                + settings.job() + " it needs the permissions Job/Read, Job/Build and Job/Cancel";
            case MISSING ->
                "Jenkins has nothing there (HTTP 404) that the account " + settings.user()
                        + " may read: is there a job " + settings.job() + ", and has the account Job/Read?";
            case CONFLICT ->
                "Jenkins takes no builds of the job " + settings.job()
                        + " (HTTP 409): it is disabled, or cannot be built yet";
            default -> status >= 300 && status < BAD ? redirect(settings, response) : "Jenkins answered HTTP " + status;
        };
    }

    private static String redirect(JenkinsSettings settings, HttpResponse<?> response) {
        String start = "Jenkins answered with a redirect (HTTP " + response.statusCode() + ")";
        return start
                + response.headers()
                        .firstValue("Location")
                        .flatMap(JenkinsRefusal::host)
                        .filter(host ->
                                !host.equalsIgnoreCase(settings.address().getHost()))
                        .map(host -> " to the host " + host
                                + ", which gets no token: give the address that Jenkins itself has")
                        .orElse(", which is not followed: give the address that Jenkins itself has, with https if it"
                                + " has it; if it is that, a plugin there refuses to queue the build");
    }

    private static Optional<String> host(String location) {
        try {
            return Optional.ofNullable(URI.create(location).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
