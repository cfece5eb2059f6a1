// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.TransientUserActionFactory;
import hudson.model.User;
import hudson.util.Secret;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.springframework.security.access.AccessDeniedException;

/** The page of an account about signing: which key is its own, and the signing secret where there is no password. */
public final class SignerAction implements Action {
    private static final int SHORTEST = 12;
    private static final int REFUSED = 409;

    private final User user;

    SignerAction(User user) {
        this.user = user;
    }

    /**
     * Returns the account.
     *
     * @return whose page it is
     */
    public User getUser() {
        return user;
    }

    /**
     * Tells whether it is the page of who looks.
     *
     * @return nobody else may choose the secret
     */
    public boolean isOwn() {
        return user.equals(User.current());
    }

    /**
     * Tells whether people have to choose a signing secret here.
     *
     * @return true if the security realm takes no password
     */
    public boolean isBySecret() {
        return Reauthentication.isBySecret();
    }

    /**
     * Tells whether a signing secret was chosen.
     *
     * @return true if so
     */
    public boolean isSecretChosen() {
        SignerProperty property = user.getProperty(SignerProperty.class);
        return property != null && property.hasSecret();
    }

    /**
     * Returns the key that signs in the name of the account.
     *
     * @return PEM of its certificates; nothing before the first signature
     */
    public String getCertificates() {
        SignerProperty property = user.getProperty(SignerProperty.class);
        return property == null ? "" : property.certificates();
    }

    /**
     * Returns the name of the key.
     *
     * @return 64 hexadecimal digits; nothing before the first signature
     */
    public String getKeyId() {
        SignerProperty property = user.getProperty(SignerProperty.class);
        return property == null ? "" : property.keyId();
    }

    /**
     * Makes the account's key before its first signature, so that a spec can name it.
     */
    @RequirePOST
    public void doMakeKey(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException, ServletException {
        checkOwn();
        try {
            Signer.of(user).keyId();
            rsp.sendRedirect2(".");
        } catch (RefusedException e) {
            refuse(req, rsp, e.getMessage());
        }
    }

    /**
     * Chooses the signing secret.
     *
     * @param old the present one, if there is one
     * @param chosen the new one
     * @param again the new one, typed again
     */
    @RequirePOST
    public void doChoose(
            StaplerRequest2 req,
            StaplerResponse2 rsp,
            @QueryParameter Secret old,
            @QueryParameter Secret chosen,
            @QueryParameter Secret again)
            throws IOException, ServletException {
        checkOwn();
        SignerProperty property = SignerProperty.of(user);
        synchronized (property) {
            try {
                if (property.hasSecret()) {
                    Reauthentication.checkSecret(user, old == null ? Secret.fromString("") : old);
                }
                check(chosen, again);
            } catch (RefusedException e) {
                refuse(req, rsp, e.getMessage());
                return;
            }
            property.keep(chosen);
        }
        rsp.sendRedirect2(".");
    }

    /** Takes a forgotten signing secret away; only an administrator can, and only the person can choose another. */
    @RequirePOST
    public void doForget(StaplerResponse2 rsp) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        SignerProperty.of(user).keep(null);
        rsp.sendRedirect2(".");
    }

    private void checkOwn() {
        if (!isOwn()) {
            throw new AccessDeniedException(Messages.SignerAction_own());
        }
    }

    private static void check(Secret chosen, Secret again) throws RefusedException {
        if (chosen == null || chosen.getPlainText().length() < SHORTEST) {
            throw new RefusedException(Messages.SignerAction_short(SHORTEST));
        }
        if (again == null || !chosen.getPlainText().equals(again.getPlainText())) {
            throw new RefusedException(Messages.SignerAction_notSame());
        }
    }

    private void refuse(StaplerRequest2 req, StaplerResponse2 rsp, String why) throws IOException, ServletException {
        rsp.setStatus(REFUSED);
        req.setAttribute("refusal", why);
        req.getView(this, "index.jelly").forward(req, rsp);
    }

    @Override
    public String getIconFileName() {
        return isOwn() || Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? "symbol-edit" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.SignerAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "gxp-signatures";
    }

    /** Puts the page into every account. */
    @Extension
    public static final class Factory extends TransientUserActionFactory {
        @Override
        public Collection<? extends Action> createFor(User target) {
            return List.of(new SignerAction(target));
        }
    }
}
