"""Runs the tests beside it and writes tests/out/TEST-model.xml in the JUnit format, with each test's tag."""
import sys
import time
import unittest
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent


class Recorder(unittest.TextTestResult):
    """Keeps one (test, seconds, kind, details) per test; kind is None for a test that passed."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.cases, self.kind, self.details, self.started = [], None, "", 0.0

    def startTest(self, test):
        self.kind, self.details, self.started = None, "", time.perf_counter()
        super().startTest(test)

    def stopTest(self, test):
        self.cases.append((test, time.perf_counter() - self.started, self.kind, self.details))
        super().stopTest(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.kind, self.details = "failure", self.failures[-1][1]

    def addError(self, test, err):
        super().addError(test, err)
        self.kind, self.details = "error", self.errors[-1][1]

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.kind, self.details = "skipped", reason


def report(result):
    kinds = [kind for _, _, kind, _ in result.cases]
    suite = ElementTree.Element(
        "testsuite", name="model", tests=str(len(kinds)), failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")), skipped=str(kinds.count("skipped")),
        time=f"{sum(case[1] for case in result.cases):.3f}")
    for test, seconds, kind, details in result.cases:
        module, group, name = test.id().rsplit(".", 2)
        case = ElementTree.SubElement(
            suite, "testcase", classname=f"{module}.{group}", name=name, time=f"{seconds:.3f}")
        tag = getattr(getattr(test, name, None), "tag", None)
        if tag:
            properties = ElementTree.SubElement(case, "properties")
            ElementTree.SubElement(properties, "property", name="tag", value=tag)
        if kind:
            ElementTree.SubElement(case, kind).text = details
    return ElementTree.ElementTree(suite)


if __name__ == "__main__":
    tests = unittest.defaultTestLoader.discover(str(HERE))
    outcome = unittest.TextTestRunner(resultclass=Recorder, verbosity=2).run(tests)
    (HERE / "out").mkdir(exist_ok=True)
    report(outcome).write(HERE / "out" / "TEST-model.xml", encoding="utf-8", xml_declaration=True)
    sys.exit(0 if outcome.wasSuccessful() and outcome.testsRun > 0 else 1)
