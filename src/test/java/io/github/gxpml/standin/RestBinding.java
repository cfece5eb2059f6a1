// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.core.OperationInfo;

/** Method and address of an operation, with places for members: {@code /jobs/{Name}/runs/{Key+}?start}. */
record RestBinding(OperationInfo info) {
    private static final Pattern PLACE = Pattern.compile("\\{([^}+]+)(\\+?)}");

    /** Returns the members that stand in the path; empty if the request is for another operation. */
    Optional<Map<String, String>> match(Request request) {
        List<String> names = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        String template = path(info.requestUri());
        int end = 0;
        for (Matcher place = PLACE.matcher(template); place.find(); end = place.end()) {
            pattern.append(Pattern.quote(template.substring(end, place.start())));
            pattern.append(place.group(2).isEmpty() ? "([^/]+)" : "(.+)");
            names.add(place.group(1));
        }
        pattern.append(Pattern.quote(template.substring(end)));
        Matcher found = Pattern.compile(pattern.toString()).matcher(path(request.target()));
        if (!request.method().equals(info.httpMethod().name())
                || !found.matches()
                || !query(request.target()).keySet().containsAll(constants())) {
            return Optional.empty();
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            // in a path a plus is a plus
            members.put(names.get(i), decode(found.group(i + 1).replace("+", "%2B")));
        }
        return Optional.of(members);
    }

    /** The more of an address is fixed, the sooner it is the one that is meant. */
    int fixed() {
        return PLACE.matcher(info.requestUri()).replaceAll("").length();
    }

    /** Parameters that belong to the address itself. */
    Set<String> constants() {
        return query(info.requestUri()).keySet();
    }

    static String path(String target) {
        return target.split("\\?", 2)[0];
    }

    static Map<String, List<String>> query(String target) {
        int at = target.indexOf('?');
        return at < 0 ? new LinkedHashMap<>() : form(target.substring(at + 1));
    }

    /** Reads what a form or a query consists of. */
    static Map<String, List<String>> form(String text) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            String[] sides = part.split("=", 2);
            if (!part.isEmpty()) {
                parts.computeIfAbsent(decode(sides[0]), name -> new ArrayList<>())
                        .add(sides.length > 1 ? decode(sides[1]) : "");
            }
        }
        return parts;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Reason.UNREADABLE, "not encoded as in an address: " + text, e);
        }
    }
}
