// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.TimeStamper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/** Asks a time-stamp authority over HTTP, as RFC 3161 says in section 3.4. Follows no redirection. */
public final class HttpTimeStamper implements TimeStamper {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BITS = 64;
    private static final int MAX_BYTES = 1 << 20;
    private static final int OK = 200;

    private final URI address;
    private final Duration limit;

    /**
     * Creates the client; asks nothing yet.
     *
     * @param address http or https
     * @param limit how long an answer may take
     */
    public HttpTimeStamper(URI address, Duration limit) {
        this.address = address;
        this.limit = limit;
    }

    @Override
    public String authority() {
        return address.toString();
    }

    @Override
    public byte[] stamp(byte[] bytes) throws IOException {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request = generator.generate(
                TSPAlgorithms.SHA256, Sha256.digest().digest(bytes), new BigInteger(NONCE_BITS, RANDOM));
        byte[] answer = post(request.getEncoded());
        try {
            var response = new TimeStampResponse(answer);
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                throw new IOException("the time-stamp authority " + address + " refused: status " + response.getStatus());
            }
            return answer;
        } catch (TSPException | RuntimeException e) {
            throw new IOException(
                    "what the time-stamp authority " + address + " answered is no time stamp of this request: "
                            + e.getMessage(),
                    e);
        }
    }

    private byte[] post(byte[] request) throws IOException {
        HttpRequest call = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        // the limit of a request ends with its headers, so the body has to be watched as well
        var body = new AtomicReference<InputStream>(InputStream.nullInputStream());
        var answer = client.sendAsync(call, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> {
                    body.set(response.body());
                    return read(response);
                });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw tooLate(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while a time stamp was asked for").initCause(e);
        } finally {
            answer.cancel(true);
            body.get().close();
        }
    }

    private byte[] read(HttpResponse<InputStream> response) {
        try {
            byte[] bytes = response.body().readNBytes(MAX_BYTES + 1);
            if (response.statusCode() != OK || bytes.length > MAX_BYTES) {
                throw new IOException("the time-stamp authority " + address + " answered "
                        + (bytes.length > MAX_BYTES ? "more than 1 MiB" : "HTTP " + response.statusCode()));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private IOException failure(Throwable cause) {
        if (cause instanceof UncheckedIOException read) {
            return read.getCause();
        }
        if (cause instanceof HttpTimeoutException) {
            return tooLate(cause);
        }
        String how = cause instanceof ConnectException ? "" : ": " + cause.getMessage();
        return new IOException("the time-stamp authority " + address + " cannot be reached" + how, cause);
    }

    private IOException tooLate(Throwable cause) {
        return new IOException(
                "the time-stamp authority " + address + " did not answer within " + limit.toSeconds() + " s", cause);
    }
}
