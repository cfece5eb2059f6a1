// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** Writes the Jenkinsfile of a starter. Nothing of the user's data stands in it. */
final class StarterJenkinsfile {
    private static final String HEAD = """
            // Written by `gxp init`. Needs the GxP Pipeline plugin; without it see the end of the stages.
            pipeline {
                agent any
                stages {
                    stage('Train') {
                        steps {
                            gxpTrain(config: 'gxp.yaml')
                        }
                    }
                    stage('Validate') {
                        steps {
                            gxpValidate(config: 'gxp.yaml')
                        }
                    }
                    stage('Register') {
                        steps {
                            gxpRegister(config: 'gxp.yaml')
                        }
                    }
            """;
    private static final String MONITOR = """
                    stage('Monitor') {
                        steps {
                            gxpMonitor(config: 'gxp.yaml')
                        }
                    }
            """;
    private static final String MONITOR_LATER = """
                    // Once gxp.yaml has a `monitor` section:
                    // stage('Monitor') {
                    //     steps {
                    //         gxpMonitor(config: 'gxp.yaml')
                    //     }
                    // }
            """;
    private static final String TAIL = """
                    // Without the plugin, on an agent that has the gxp command, one stage does the work of all above:
                    // stage('GxP') {
                    //     steps {
                    //         sh 'gxp run gxp.yaml'
                    //     }
                    //     post {
                    //         always {
                    //             archiveArtifacts artifacts: 'gxp-evidence/**', allowEmptyArchive: true
                    //         }
                    //     }
                    // }
                }
            }
            """;

    private StarterJenkinsfile() {}

    static String text(boolean monitored) {
        return HEAD + (monitored ? MONITOR : MONITOR_LATER) + TAIL;
    }
}
