// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Object Lock as requests that store ask for it in their headers, which the program passes over. */
final class S3Locks {
    private static final String MODE = "x-amz-object-lock-mode";
    private static final String UNTIL = "x-amz-object-lock-retain-until-date";
    private static final String BYPASS = "x-amz-bypass-governance-retention";
    private static final String VERSION = "x-amz-version-id";
    private static final Pattern NAMED = Pattern.compile("[?&]versionId=([^&]+)");

    private final Map<String, Lock> begun = new ConcurrentHashMap<>();
    private final Map<String, Lock> locked = new ConcurrentHashMap<>();

    private record Lock(String mode, String until) {
        boolean passed(Request request) {
            return mode.equals("GOVERNANCE") && request.header(BYPASS).equals("true");
        }
    }

    /** Refuses to delete a version before its time. */
    void refuse(String operation, Request request) {
        Matcher named = NAMED.matcher(request.target());
        if (operation.equals("DeleteObject") && named.find()) {
            Lock lock = locked.get(named.group(1));
            if (lock != null && !lock.passed(request) && Instant.now().isBefore(Instant.parse(lock.until()))) {
                throw new ServiceError(403, "AccessDenied", "Access Denied because object protected by object lock.");
            }
        }
    }

    Response answer(String operation, Request request, Response response) {
        if (response.status() >= 300) {
            return response;
        }
        String place = request.target().replaceAll("\\?.*", "");
        Optional<String> version = Optional.ofNullable(response.headers().get(VERSION));
        switch (operation) {
            case "CreateMultipartUpload" -> asked(request).ifPresent(lock -> begun.put(place, lock));
            case "PutObject" -> version.ifPresent(id -> asked(request).ifPresent(lock -> locked.put(id, lock)));
            case "CompleteMultipartUpload" ->
                version.ifPresent(
                        id -> Optional.ofNullable(begun.remove(place)).ifPresent(lock -> locked.put(id, lock)));
            default -> {
                return version.map(locked::get)
                        .map(lock -> told(lock, response))
                        .orElse(response);
            }
        }
        return response;
    }

    private static Response told(Lock lock, Response response) {
        Map<String, String> headers = new TreeMap<>(response.headers());
        headers.put(MODE, lock.mode());
        headers.put(UNTIL, lock.until());
        return new Response(response.status(), headers, response.body());
    }

    private static Optional<Lock> asked(Request request) {
        return request.header(MODE).isEmpty()
                ? Optional.empty()
                : Optional.of(new Lock(request.header(MODE), request.header(UNTIL)));
    }
}
