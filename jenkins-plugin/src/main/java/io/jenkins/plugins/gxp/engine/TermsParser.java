// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gxp.engine.AnswerParser.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what people are asked to sign. */
final class TermsParser {
    private static final int MOST = 1_000;
    private static final Set<String> MEANINGS = Set.of("REVIEWED", "APPROVED", "BUSINESS_ACCEPTANCE");

    private TermsParser() {}

    static ReleaseTerms read(JsonNode approval) throws UnreadableException {
        return new ReleaseTerms(AnswerParser.whole(approval, "seal"), AnswerParser.text(approval, "predicateType"))
                .subjects(subjects(approval))
                .roles(roles(approval))
                .excluded(texts(approval, "excluded"), texts(approval, "excludedKeys"))
                .shown(changes(approval), facts(approval));
    }

    private static List<ReleaseTerms.Subject> subjects(JsonNode approval) throws UnreadableException {
        var subjects = new ArrayList<ReleaseTerms.Subject>();
        for (JsonNode element : bounded(approval, "subjects")) {
            subjects.add(new ReleaseTerms.Subject(AnswerParser.text(element, "name"), AnswerParser.digest(element)));
        }
        if (subjects.isEmpty()) {
            throw new UnreadableException("it asks for signatures under nothing");
        }
        return subjects;
    }

    private static List<ReleaseTerms.Role> roles(JsonNode approval) throws UnreadableException {
        var roles = new ArrayList<ReleaseTerms.Role>();
        for (JsonNode element : bounded(approval, "roles")) {
            int count = AnswerParser.whole(element, "count");
            if (count < 1) {
                throw new UnreadableException("it asks for no signature in a role");
            }
            roles.add(new ReleaseTerms.Role(
                    AnswerParser.text(element, "role"),
                    count,
                    AnswerParser.oneOf(element, "meaning", MEANINGS),
                    texts(element, "keys")));
        }
        if (roles.isEmpty()) {
            throw new UnreadableException("it asks nobody to sign");
        }
        return roles;
    }

    private static List<ReleaseTerms.Change> changes(JsonNode approval) throws UnreadableException {
        var changes = new ArrayList<ReleaseTerms.Change>();
        for (JsonNode element : bounded(approval, "changes")) {
            changes.add(new ReleaseTerms.Change(
                    AnswerParser.text(element, "what"),
                    AnswerParser.text(element, "before"),
                    AnswerParser.text(element, "after")));
        }
        return changes;
    }

    private static List<ReleaseTerms.Fact> facts(JsonNode approval) throws UnreadableException {
        var facts = new ArrayList<ReleaseTerms.Fact>();
        JsonNode model = approval.path("model");
        for (String name : List.of("intendedUse", "riskClass", "algorithm")) {
            if (model.path(name).isTextual()) {
                facts.add(new ReleaseTerms.Fact(name, AnswerParser.text(model, name)));
            }
        }
        JsonNode plan = approval.path("plan");
        if (plan.isObject()) {
            facts.add(new ReleaseTerms.Fact("plan", AnswerParser.text(plan, "file")));
            facts.add(new ReleaseTerms.Fact("planSha256", AnswerParser.digest(plan)));
        }
        return facts;
    }

    private static List<String> texts(JsonNode parent, String name) throws UnreadableException {
        var texts = new ArrayList<String>();
        for (JsonNode element : bounded(parent, name)) {
            texts.add(AnswerParser.cut(element.asText()));
        }
        return texts;
    }

    private static JsonNode bounded(JsonNode parent, String name) throws UnreadableException {
        JsonNode array = AnswerParser.array(parent, name);
        if (array.size() > MOST) {
            throw new UnreadableException("its list " + name + " has more than " + MOST + " entries");
        }
        return array;
    }
}
