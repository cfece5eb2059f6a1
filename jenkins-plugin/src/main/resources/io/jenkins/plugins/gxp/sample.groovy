pipeline {
    agent any

    options {
        // the stages of a model leave each other files in the workspace
        disableConcurrentBuilds()
    }

    stages {
        stage('Train') {
            steps {
                // Get gxp.yaml and what it names into the workspace, for example:
                // git 'https://git.example.org/model.git'
                gxpTrain()
            }
        }
        stage('Validate') {
            steps {
                // Tighten the gates of the spec for this job:
                // gxpValidate(qualityGates: [[metric: 'roc_auc', min: 0.8, criticality: 'FAILURE']])
                gxpValidate()
            }
        }
        stage('Register') {
            steps {
                gxpRegister()
            }
        }
        stage('Monitor') {
            steps {
                gxpMonitor()
            }
        }
    }

    post {
        always {
            // the sealed evidence is attached to the build in any case
            echo "${env.GXP_MODEL ?: 'no model'}: ${env.GXP_VERDICT ?: 'no verdict'}"
        }
    }
}
