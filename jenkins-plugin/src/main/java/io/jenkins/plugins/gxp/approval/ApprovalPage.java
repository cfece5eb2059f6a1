// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.engine.ReleaseTerms;
import io.jenkins.plugins.gxp.evidence.GateView;
import io.jenkins.plugins.gxp.signing.Reauthentication;
import io.jenkins.plugins.gxp.signing.RefusedException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Where a release is signed: it shows exactly what is signed. Programs use it too, with the same checks. */
@ExportedBean
public final class ApprovalPage implements ModelObject {
    private static final int REFUSED = 409;

    private final Run<?, ?> run;
    private final ApprovalRequest request;

    ApprovalPage(Run<?, ?> run, ApprovalRequest request) {
        this.run = run;
        this.request = request;
    }

    /**
     * Returns the build.
     *
     * @return whose release it is
     */
    public Run<?, ?> getRun() {
        return run;
    }

    /**
     * Returns what waits.
     *
     * @return the request
     */
    @Exported(inline = true)
    public ApprovalRequest getRequest() {
        return request;
    }

    /**
     * Returns what programs read before they sign.
     *
     * @return the remote API, below {@code api/}
     */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalPage_displayName(request.getModel(), request.getVersion());
    }

    /**
     * Returns how far it is.
     *
     * @return one sentence
     */
    public String getState() {
        return switch (request.getState()) {
            case RELEASED -> Messages.ApprovalPage_released();
            case REJECTED -> Messages.ApprovalPage_rejected();
            case ENDED -> Messages.ApprovalPage_ended();
            case OPEN ->
                request.isOpen()
                        ? Messages.ApprovalPage_open()
                        : request.isRejected() ? Messages.ApprovalPage_refused() : Messages.ApprovalPage_signed();
        };
    }

    /**
     * Returns every gate of the run.
     *
     * @return what does not pass first
     */
    public List<GateView> getGates() {
        return request.getGates().stream()
                .map(gate -> new GateView(gate, request.isWaived(gate.getId())))
                .sorted(GateView.BY_URGENCY)
                .toList();
    }

    /**
     * Returns the roles in which who looks could sign.
     *
     * @return none without the permission
     * @throws IOException if the account cannot be read
     */
    public List<ReleaseTerms.Role> getRoles() throws IOException {
        User user = User.current();
        if (user == null || !run.getParent().hasPermission(GxpPermissions.APPROVE)) {
            return List.of();
        }
        return new Eligibility(request, run).roles(user, Jenkins.getAuthentication2());
    }

    /**
     * Says why who looks cannot sign.
     *
     * @return one sentence, or nothing if they can
     * @throws IOException if the account cannot be read
     */
    public String getObstacle() throws IOException {
        return getRoles().isEmpty() && request.isOpen() ? new Signing(run, request).obstacle() : "";
    }

    /**
     * Returns by what a signer is recognised once more.
     *
     * @return as a form asks for it
     */
    public String getProofName() {
        return Reauthentication.isBySecret() ? Messages.ApprovalPage_secret() : Messages.ApprovalPage_password();
    }

    /**
     * Returns what else a signer has to know, with names for people.
     *
     * @return texts by name, in the order of showing
     */
    public Map<String, String> getFacts() {
        var facts = new LinkedHashMap<String, String>();
        request.getTerms().getFacts().forEach(fact -> facts.put(name(fact.getName()), fact.getText()));
        return facts;
    }

    private static String name(String fact) {
        return switch (fact) {
            case "intendedUse" -> Messages.Facts_intendedUse();
            case "riskClass" -> Messages.Facts_riskClass();
            case "algorithm" -> Messages.Facts_algorithm();
            case "plan" -> Messages.Facts_plan();
            case "planSha256" -> Messages.Facts_planSha256();
            default -> fact;
        };
    }

    /**
     * Signs the release, or rejects it, as who is signed in.
     *
     * @param role in which role
     * @param decision approve or reject
     * @param reason why
     * @param proof password or signing secret
     * @param seen digest of what was shown
     * @param zone time zone of the signer; that of Jenkins if there is none
     */
    @RequirePOST
    public void doSign(
            StaplerRequest2 req,
            StaplerResponse2 rsp,
            @QueryParameter String role,
            @QueryParameter String decision,
            @QueryParameter String reason,
            @QueryParameter Secret proof,
            @QueryParameter String seen,
            @QueryParameter String zone)
            throws IOException, ServletException, InterruptedException {
        run.getParent().checkPermission(Item.READ);
        run.getParent().checkPermission(GxpPermissions.APPROVE);
        try {
            new Signing(run, request).sign(new Signing.Form(role, decision, reason, proof, seen, zone));
        } catch (RefusedException e) {
            refuse(req, rsp, e.getMessage());
            return;
        }
        if (wantsJson(req)) {
            answer(rsp, 200, new JSONObject().element("signed", true).element("missing", request.getMissing()));
        } else {
            rsp.sendRedirect2(".");
        }
    }

    private void refuse(StaplerRequest2 req, StaplerResponse2 rsp, String why) throws IOException, ServletException {
        if (wantsJson(req)) {
            answer(rsp, REFUSED, new JSONObject().element("signed", false).element("reason", why));
            return;
        }
        rsp.setStatus(REFUSED);
        req.setAttribute("refusal", why);
        req.getView(this, "index.jelly").forward(req, rsp);
    }

    private static boolean wantsJson(StaplerRequest2 req) {
        String accept = req.getHeader("Accept");
        return accept != null && accept.contains("application/json");
    }

    private static void answer(StaplerResponse2 rsp, int status, JSONObject body) throws IOException {
        rsp.setStatus(status);
        rsp.setContentType("application/json;charset=UTF-8");
        rsp.getWriter().print(body);
    }
}
