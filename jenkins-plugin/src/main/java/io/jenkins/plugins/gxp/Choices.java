// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.util.ListBoxModel;
import java.util.Collection;
import net.sf.json.JSONObject;

/** Fields of a form of which nothing need be chosen. */
final class Choices {
    private Choices() {}

    /** Returns names to choose from, and nothing before them. */
    static ListBoxModel orNone(Collection<String> names) {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.Choices_default(), "");
        names.forEach(model::add);
        return model;
    }

    /** Removes from a form the fields of which nothing was chosen, since nothing is no member of an enumeration. */
    static JSONObject chosen(JSONObject form, String... fields) {
        for (String field : fields) {
            if (form.optString(field, "").isEmpty()) {
                form.remove(field);
            }
        }
        return form;
    }
}
