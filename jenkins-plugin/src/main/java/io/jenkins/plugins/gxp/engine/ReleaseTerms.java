// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the engine asks people to sign: what it is about, who must say what, who cannot, and what has changed. Kept in the
 * build, so it holds texts and numbers only.
 */
public final class ReleaseTerms implements Serializable {
    private static final long serialVersionUID = 1;

    private final int seal;
    private final String predicateType;
    private final ArrayList<Subject> subjects = new ArrayList<>();
    private final ArrayList<Role> roles = new ArrayList<>();
    private final ArrayList<String> excluded = new ArrayList<>();
    private final ArrayList<String> excludedKeys = new ArrayList<>();
    private final ArrayList<Change> changes = new ArrayList<>();
    private final ArrayList<Fact> facts = new ArrayList<>();

    ReleaseTerms(int seal, String predicateType) {
        this.seal = seal;
        this.predicateType = predicateType;
    }

    ReleaseTerms subjects(List<Subject> all) {
        subjects.addAll(all);
        return this;
    }

    ReleaseTerms roles(List<Role> all) {
        roles.addAll(all);
        return this;
    }

    ReleaseTerms excluded(List<String> people, List<String> keys) {
        excluded.addAll(people);
        excludedKeys.addAll(keys);
        return this;
    }

    ReleaseTerms shown(List<Change> allChanges, List<Fact> allFacts) {
        changes.addAll(allChanges);
        facts.addAll(allFacts);
        return this;
    }

    /** A file that is named by its digest. */
    public static final class Subject implements Serializable {
        private static final long serialVersionUID = 1;
        private final String name;
        private final String sha256;

        Subject(String name, String sha256) {
            this.name = name;
            this.sha256 = sha256;
        }

        /**
         * Returns the file.
         *
         * @return its path in the bundle, or model
         */
        public String getName() {
            return name;
        }

        /**
         * Returns the digest.
         *
         * @return SHA-256 in hexadecimal digits
         */
        public String getSha256() {
            return sha256;
        }
    }

    /** Signatures that one role must give. */
    public static final class Role implements Serializable {
        private static final long serialVersionUID = 1;
        private final String name;
        private final int count;
        private final String meaning;
        private final ArrayList<String> keys;

        Role(String name, int count, String meaning, List<String> keys) {
            this.name = name;
            this.count = count;
            this.meaning = meaning;
            this.keys = new ArrayList<>(keys);
        }

        /**
         * Returns the role.
         *
         * @return as the spec calls it
         */
        public String getName() {
            return name;
        }

        /**
         * Returns how many people must sign in it.
         *
         * @return at least one
         */
        public int getCount() {
            return count;
        }

        /**
         * Returns what they must say.
         *
         * @return for example APPROVED
         */
        public String getMeaning() {
            return meaning;
        }

        /**
         * Returns whose signatures count.
         *
         * @return names of keys; empty if every trusted key's do
         */
        public List<String> getKeys() {
            return Collections.unmodifiableList(keys);
        }
    }

    /** Something that is not as it was in the version in use. */
    public static final class Change implements Serializable {
        private static final long serialVersionUID = 1;
        private final String what;
        private final String before;
        private final String after;

        Change(String what, String before, String after) {
            this.what = what;
            this.before = before;
            this.after = after;
        }

        /**
         * Returns what has changed.
         *
         * @return a short name
         */
        public String getWhat() {
            return what;
        }

        /**
         * Returns how it was.
         *
         * @return empty if it was not there
         */
        public String getBefore() {
            return before;
        }

        /**
         * Returns how it is.
         *
         * @return empty if it is gone
         */
        public String getAfter() {
            return after;
        }
    }

    /** Something else that a signer has to know, such as what the model is for. */
    public static final class Fact implements Serializable {
        private static final long serialVersionUID = 1;
        private final String name;
        private final String text;

        Fact(String name, String text) {
            this.name = name;
            this.text = text;
        }

        /**
         * Returns what it is.
         *
         * @return intendedUse, riskClass, algorithm, plan or planSha256
         */
        public String getName() {
            return name;
        }

        /**
         * Returns it.
         *
         * @return as the spec has it
         */
        public String getText() {
            return text;
        }
    }

    /**
     * Returns which seal of the run is signed.
     *
     * @return its number
     */
    public int getSeal() {
        return seal;
    }

    /**
     * Returns what kind of statement is signed.
     *
     * @return its in-toto predicate type
     */
    public String getPredicateType() {
        return predicateType;
    }

    /**
     * Returns what is signed.
     *
     * @return files with their digests, in the order of the statement
     */
    public List<Subject> getSubjects() {
        return Collections.unmodifiableList(subjects);
    }

    /**
     * Returns who must sign.
     *
     * @return in the order of the spec
     */
    public List<Role> getRoles() {
        return Collections.unmodifiableList(roles);
    }

    /**
     * Returns who cannot sign.
     *
     * @return names and addresses
     */
    public List<String> getExcluded() {
        return Collections.unmodifiableList(excluded);
    }

    /**
     * Returns which keys cannot sign.
     *
     * @return their names
     */
    public List<String> getExcludedKeys() {
        return Collections.unmodifiableList(excludedKeys);
    }

    /**
     * Returns what has changed since the version in use.
     *
     * @return at most 200
     */
    public List<Change> getChanges() {
        return Collections.unmodifiableList(changes);
    }

    /**
     * Returns what else a signer has to know.
     *
     * @return in the order of showing
     */
    public List<Fact> getFacts() {
        return Collections.unmodifiableList(facts);
    }
}
