/** JUnit XML as Jenkins, GitLab and others read it: a suite for each file, a test case for each finding. */
import type { Finding } from "../engine/types";
import { arithmeticOf, costFirst } from "./cost-words";
import type { LintRun } from "./types";
import { element, type XmlElement, xmlDocument } from "./xml";

/** Findings at or over the fail level are failures; cheaper ones pass and say what they found. A run without findings is one passed test. */
export function lintJunit({ findings, failing, skipped, analysed }: LintRun): string {
  const files = [...new Set(findings.map(({ file }) => file))];
  const suites = files.map((file) => {
    const own = findings.filter((finding) => finding.file === file);
    return suite(
      file,
      own.map((finding) => testCase(finding, failing.has(finding))),
      own.filter((finding) => failing.has(finding)).length,
      0,
    );
  });
  const clean = element("testcase", { name: `no finding in ${analysed} analysed files`, classname: "etcd-lint", time: 0 });
  const leftOut = skipped.map(({ file, reason }) =>
    element("testcase", { name: file, classname: "etcd-lint.skipped", time: 0 }, [element("skipped", { message: reason })]),
  );
  const all = [
    ...(findings.length === 0 ? [suite("etcd-lint", [clean], 0, 0)] : suites),
    ...(leftOut.length > 0 ? [suite("etcd-lint.skipped", leftOut, 0, leftOut.length)] : []),
  ];
  const failures = findings.filter((finding) => failing.has(finding)).length;
  const tests = Math.max(1, findings.length) + leftOut.length;
  return xmlDocument(element("testsuites", { name: "etcd-lint", tests, failures, errors: 0, time: 0 }, all));
}

function suite(name: string, cases: readonly XmlElement[], failures: number, skipped: number): XmlElement {
  return element("testsuite", { name, tests: cases.length, failures, errors: 0, skipped, time: 0 }, cases);
}

function testCase(finding: Finding, fails: boolean): XmlElement {
  const { rule, file, line, column, severity } = finding;
  const details = [`${file}:${line}:${column}`, costFirst(finding), arithmeticOf(finding)].filter((part) => part !== "").join("\n");
  const outcome = fails
    ? element("failure", { message: costFirst(finding), type: `${severity}.${rule}` }, [details])
    : element("system-out", {}, [details]);
  return element("testcase", { name: `${rule} ${line}:${column}`, classname: file, time: 0 }, [outcome]);
}
