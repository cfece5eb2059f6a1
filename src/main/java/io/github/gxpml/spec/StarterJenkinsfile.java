// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** Writes the Jenkinsfile of a starter. Nothing of the user's data stands in it. */
final class StarterJenkinsfile {
    private static final String HEAD = """
            // Written by `gxp init`. The agent needs the gxp command on its PATH.
            // A stage fails unless every gate is PASS. Exit code 1: FAIL, 3: UNDECIDED, 2 and 4: not carried out.
            pipeline {
                agent any
                options {
                    disableConcurrentBuilds()    // one run at a time works in a folder
                }
                stages {
                    stage('Train') {
                        steps { sh 'gxp train gxp.yaml' }
                    }
                    stage('Validate') {
                        steps { sh 'gxp validate gxp.yaml' }
                    }
                    stage('Register') {
                        steps { sh 'gxp register gxp.yaml' }
                    }
            """;
    private static final String MONITOR = """
                    stage('Monitor') {
                        steps { sh 'gxp monitor gxp.yaml' }
                    }
            """;
    private static final String MONITOR_LATER = """
                    // Once gxp.yaml has a `monitor` section:
                    // stage('Monitor') {
                    //     steps { sh 'gxp monitor gxp.yaml' }
                    // }
            """;
    private static final String TAIL = """
                }
                post {
                    // the evidence of what happened is there however the build ends
                    always {
                        archiveArtifacts artifacts: 'gxp-evidence/*.zip', fingerprint: true, allowEmptyArchive: true
                    }
                }
            }
            """;

    private StarterJenkinsfile() {}

    static String text(boolean monitored) {
        return HEAD + (monitored ? MONITOR : MONITOR_LATER) + TAIL;
    }
}
