.DEFAULT_GOAL := help
.PHONY: help build test format bench bench-full example clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## test, check and package: target/gxp.jar
	mvn -B -ntp verify

test: ## run the tests only
	mvn -B -ntp test

format: ## lay out the code as the check wants it
	mvn -B -ntp spotless:apply

bench: ## measure start-up, the example, sizes, evidence, statistics, the worker and S3, print Markdown tables
	@bench/run.sh
	@bench/evidence.sh
	@bench/statistics.sh
	@bench/worker.sh
	@bench/s3.sh

bench-full: ## the same for the statistics engine with a table of 100 million rows
	@FULL=1 bench/statistics.sh

example: ## run the example pipeline
	./gxp run examples/flc-mortality/gxp.yaml

clean: ## remove what was built
	mvn -B -ntp clean
