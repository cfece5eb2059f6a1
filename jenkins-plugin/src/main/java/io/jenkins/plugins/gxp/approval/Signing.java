// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hudson.model.Run;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.engine.ReleaseTerms;
import io.jenkins.plugins.gxp.signing.Envelope;
import io.jenkins.plugins.gxp.signing.Reauthentication;
import io.jenkins.plugins.gxp.signing.RefusedException;
import io.jenkins.plugins.gxp.signing.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.springframework.security.core.Authentication;

/** How somebody signs a release: every check first, the proof of who it is last, and then the signature. */
final class Signing {
    private static final Logger LOGGER = Logger.getLogger(Signing.class.getName());
    private static final int LONGEST_REASON = 2000;

    private final Run<?, ?> run;
    private final ApprovalRequest request;

    Signing(Run<?, ?> run, ApprovalRequest request) {
        this.run = run;
        this.request = request;
    }

    /**
     * What was filled in.
     *
     * @param role in which role
     * @param decision approve or reject
     * @param reason why
     * @param proof password or signing secret
     * @param seen digest of what was shown
     * @param zone time zone of the signer; that of Jenkins if there is none
     */
    record Form(String role, String decision, String reason, Secret proof, String seen, String zone) {}

    /** Says why who is signed in cannot sign in any role, or nothing. */
    String obstacle() throws IOException {
        User user = User.current();
        if (user == null || !run.getParent().hasPermission(GxpPermissions.APPROVE)) {
            return Messages.Signing_noPermission();
        }
        String first = "";
        for (ReleaseTerms.Role role : request.terms().getRoles()) {
            try {
                new Eligibility(request, run)
                        .check(Signer.of(user), Jenkins.getAuthentication2(), role.getName(), false);
                return "";
            } catch (RefusedException e) {
                first = first.isEmpty() ? e.getMessage() : first;
            }
        }
        return first;
    }

    /**
     * Signs as who is signed in, and tells the step that waits.
     *
     * @param form what was filled in
     * @throws RefusedException if it would not count; nothing is changed then
     */
    void sign(Form form) throws RefusedException, IOException, InterruptedException {
        User user = User.current();
        if (user == null) {
            throw new RefusedException(Messages.Signing_noPermission());
        }
        checkForm(form);
        Signer signer = Signer.of(user);
        Authentication authentication = Jenkins.getAuthentication2();
        var eligibility = new Eligibility(request, run);
        eligibility.check(signer, authentication, form.role(), isRejection(form));
        checkBundle();
        String recognised = Reauthentication.check(user, form.proof());
        synchronized (request) { // two may sign the last signature at once
            ReleaseTerms.Role role = eligibility.check(signer, authentication, form.role(), isRejection(form));
            String meaning = isRejection(form) ? GivenSignature.REJECTED : role.getMeaning();
            String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            add(new Vote(signer, role.getName(), meaning, reason(form), now, zone(form), recognised));
        }
        ApprovalListener.fire(run, request);
    }

    private void add(Vote vote) throws IOException {
        String envelope = Envelope.sign(
                vote.signer(),
                request.terms().getPredicateType(),
                subjects(),
                vote.claim(request.terms().getSeal()));
        request.add(new GivenSignature(vote, vote.signer().keyId(), envelope));
        run.save();
        LOGGER.log(Level.INFO, "{0} signed {1} {2} of {3} in the role {4}: {5}", new Object[] {
            vote.signer().user().getId(), request.getModel(), request.getVersion(), run, vote.role(), vote.meaning()
        });
    }

    private void checkForm(Form form) throws RefusedException {
        if (!request.getSeen().equals(form.seen())) {
            throw new RefusedException(Messages.Signing_changed());
        }
        if (!"approve".equals(form.decision()) && !isRejection(form)) {
            throw new RefusedException(Messages.Signing_decision());
        }
        String reason = reason(form);
        boolean control = reason.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n');
        if (reason.isEmpty() || reason.length() > LONGEST_REASON || control) {
            throw new RefusedException(Messages.Signing_reason(LONGEST_REASON));
        }
        zone(form);
        if (form.proof() == null) {
            throw new RefusedException(Messages.Signing_proof());
        }
    }

    private static String reason(Form form) {
        return form.reason() == null ? "" : form.reason().replace("\r\n", "\n").strip();
    }

    private static String zone(Form form) throws RefusedException {
        if (form.zone() == null || form.zone().isBlank()) {
            return ZoneId.systemDefault().getId();
        }
        try {
            return ZoneId.of(form.zone()).getId();
        } catch (DateTimeException e) {
            throw new RefusedException(Messages.Signing_zone(form.zone()));
        }
    }

    private static boolean isRejection(Form form) {
        return "reject".equals(form.decision());
    }

    /** What was shown must be what is archived. */
    private void checkBundle() throws RefusedException, IOException, InterruptedException {
        VirtualFile bundle = run.getArtifactManager().root().child(request.getArtifact());
        if (!bundle.isFile()) {
            throw new RefusedException(Messages.Signing_gone(request.getArtifact()));
        }
        try (InputStream in = bundle.open()) {
            if (!FileDigest.of(in).equals(request.getBundleSha256())) {
                throw new RefusedException(Messages.Signing_bundle(request.getArtifact()));
            }
        }
    }

    private ArrayNode subjects() {
        ArrayNode subjects = JsonNodeFactory.instance.arrayNode();
        request.terms().getSubjects().forEach(subject -> {
            var entry = subjects.addObject();
            entry.put("name", subject.getName());
            entry.putObject("digest").put("sha256", subject.getSha256());
        });
        return subjects;
    }
}
