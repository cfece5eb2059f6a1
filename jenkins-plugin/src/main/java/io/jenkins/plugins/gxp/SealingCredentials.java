// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gxp.signing.SealingKey;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The field of a form that names a certificate credential with which evidence is sealed. */
final class SealingCredentials {
    private SealingCredentials() {}

    /** Offers the certificate credentials of a job, a folder or, where there is none, of Jenkins. */
    static ListBoxModel offered(Item item, String value) {
        var model = new StandardListBoxModel();
        if (!FormRights.mayConfigure(item)) {
            return model.includeCurrentValue(Util.fixNull(value));
        }
        model.includeEmptyValue();
        if (item == null) {
            model.includeAs(ACL.SYSTEM2, Jenkins.get(), StandardCertificateCredentials.class);
        } else {
            model.includeAs(user(item), item, StandardCertificateCredentials.class);
        }
        return model.includeCurrentValue(Util.fixNull(value));
    }

    /** Says what is wrong with a choice. */
    static FormValidation checked(Item item, String value) {
        String id = Util.fixNull(value).trim();
        if (!FormRights.mayConfigure(item) || id.isEmpty() || id.startsWith("${")) {
            return FormValidation.ok();
        }
        var only = CredentialsMatchers.withId(id);
        var found = item == null
                ? CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCertificateCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                : CredentialsProvider.lookupCredentialsInItem(
                        StandardCertificateCredentials.class, item, user(item), List.of());
        StandardCertificateCredentials credential = CredentialsMatchers.firstOrNull(found, only);
        if (credential == null) {
            // a pipeline may name what the administrator has chosen though it cannot see it
            return id.equals(GxpConfiguration.get().getSigningCredentialsId())
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.SealingCredentials_none(id));
        }
        return SealingKey.problem(credential).map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    private static Authentication user(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }
}
