// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Asks one Jenkins over HTTP, at the configured address alone. Follows no redirect and no address out of an answer. */
final class JenkinsClient {
    /** The longest document that is read. */
    static final int LONGEST = 8 << 20;

    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int REFUSALS = 400;

    private final JenkinsSettings settings;
    private final Duration limit;
    private final HttpClient http;

    /**
     * Creates the client; asks nothing yet.
     *
     * @param settings where, and as whom
     * @param limit how long a document may take
     */
    JenkinsClient(JenkinsSettings settings, Duration limit) {
        this.settings = settings;
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Returns a text as a part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Reads a document.
     *
     * @param path below the address of Jenkins, encoded
     * @param tree what of it is wanted, as Jenkins calls it
     * @return an object
     * @throws JenkinsException if there is none
     */
    JsonNode json(String path, String tree) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        HttpRequest request = to(path + "/api/json?tree=" + encoded(tree)).GET().build();
        HttpResponse<Long> response = send(request, body, new Bound(LONGEST, limit));
        if (response.statusCode() != OK) {
            throw refusal(response, body);
        }
        try {
            JsonNode node = Json.foreign(body.toByteArray());
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // said below: what a parser quotes is somebody else's text
        }
        throw new JenkinsException(
                OK, "what " + settings.address() + " answers is not what Jenkins answers: is that its address?");
    }

    /**
     * Asks for something to be done.
     *
     * @param path below the address of Jenkins, encoded
     * @param form what goes with it
     * @return where Jenkins says that it is, not to be followed; empty if it does not say
     * @throws JenkinsException if Jenkins does not say that it is done
     */
    Optional<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        HttpResponse<Long> response = send(posting(path, form), body, new Bound(LONGEST, limit));
        if (response.statusCode() < OK || response.statusCode() >= REDIRECTS) {
            throw refusal(response, body);
        }
        return response.headers().firstValue("Location");
    }

    /**
     * Asks for something to be done, and does not wait.
     *
     * @param path below the address of Jenkins, encoded
     * @return whether Jenkins has taken it
     */
    CompletableFuture<Boolean> tell(String path) {
        try {
            return http.sendAsync(posting(path, Map.of()), HttpResponse.BodyHandlers.discarding())
                    .handle((response, cause) -> cause == null && response.statusCode() < REFUSALS);
        } catch (JenkinsException e) {
            return CompletableFuture.completedFuture(false); // the token cannot be read now
        }
    }

    /**
     * Reads a file.
     *
     * @param path below the address of Jenkins, encoded
     * @param sink where to
     * @param bound how much it may be, and how long it may take
     * @throws JenkinsException if it cannot be had
     */
    void read(String path, OutputStream sink, Bound bound) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        HttpResponse<Long> response = send(to(path).GET().build(), status -> status == OK ? sink : body, bound);
        if (response.statusCode() != OK) {
            throw refusal(response, body);
        }
    }

    /**
     * What an answer may cost.
     *
     * @param bytes how long it may be
     * @param time how long it may take
     */
    record Bound(long bytes, Duration time) {}

    private HttpRequest posting(String path, Map<String, String> form) throws JenkinsException {
        String text = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
    }

    private HttpRequest.Builder to(String path) throws JenkinsException {
        String pair = settings.user() + ":" + token();
        return HttpRequest.newBuilder(URI.create(settings.address() + path))
                .timeout(limit)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** A file that is being replaced is a token that Jenkins does not know for a moment. */
    private String token() throws JenkinsException {
        try {
            return settings.token().read();
        } catch (IOException e) {
            throw new JenkinsException(JenkinsException.UNKNOWN, e.getMessage());
        }
    }

    private HttpResponse<Long> send(HttpRequest request, OutputStream body, Bound bound)
            throws IOException, InterruptedException {
        return send(request, status -> body, bound);
    }

    private HttpResponse<Long> send(HttpRequest request, IntFunction<OutputStream> sinks, Bound bound)
            throws IOException, InterruptedException {
        var answer = http.sendAsync(request, info -> new LimitedBody(sinks.apply(info.statusCode()), bound.bytes()));
        try {
            // the limit of a request ends with its headers, so the body has to be watched as well
            return answer.get(bound.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new JenkinsException(
                    "Jenkins did not answer within " + bound.time().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LimitedBody.Broken broken) {
                throw new JenkinsException(OK, "the answer of Jenkins cannot be taken: " + broken.getMessage());
            }
            String how = e.getCause() instanceof SSLException
                    ? ": its certificate is not trusted by this Java, or it speaks no TLS that this Java takes"
                    : "";
            throw new JenkinsException("Jenkins at " + settings.address() + " cannot be reached" + how, e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private JenkinsException refusal(HttpResponse<Long> response, ByteArrayOutputStream body) {
        return JenkinsRefusal.of(settings, response, body.toString(StandardCharsets.UTF_8));
    }
}
