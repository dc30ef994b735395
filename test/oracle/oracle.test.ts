import { verdicts } from "./promtool";
import { turnedRound, type Question } from "./question";

const fires = [{ labels: { pod: "a" }, annotations: {} }];
const question: Question = {
  asked: "",
  every: 60,
  interval: 60,
  rules: [{ alert: "Critical", expr: "load > 1" }],
  series: [{ series: 'load{pod="a"}', values: "1x3" }],
  answers: [
    { at: 0, alert: "Critical", firing: [] },
    { at: 60, alert: "Critical", firing: fires },
    { at: 120, alert: "Critical", firing: fires },
  ],
};

describe("verdicts", () => {
  const report = [
    '<testsuites><testsuite name="a.yml" tests="1" failures="0" errors="0" skipped="0"><testcase name=""></testcase></testsuite>',
    '<testsuite name="b.yml" tests="1" failures="1" errors="0"><testcase name=""><failure>exp:[],&#xA;got:[&#34;x&#34;]</failure></testcase></testsuite>',
    '<testsuite name="c.yml" tests="1" failures="0" errors="1"><testcase name=""><error>no file</error></testcase></testsuite>',
    '<testsuite name="d.yml" tests="0" failures="0" errors="0"></testsuite></testsuites>',
  ].join("");

  it("is null only for a file whose tests were run and passed", () => {
    expect(verdicts(report, ["a.yml", "b.yml", "c.yml", "d.yml", "e.yml"])).toEqual([
      null,
      'exp:[],\ngot:["x"]',
      "no file",
      "promtool says nothing of d.yml",
      "promtool says nothing of e.yml",
    ]);
  });
});

describe("turnedRound", () => {
  it("silences the first alert that fires", () => {
    expect(turnedRound(question).answers.map(({ firing }) => firing.length)).toEqual([0, 0, 1]);
  });

  it("makes up an alert where none fires", () => {
    const quiet = { ...question, answers: question.answers.slice(0, 1) };

    expect(turnedRound(quiet).answers).toEqual([
      { at: 0, alert: "Critical", firing: [{ labels: { made: "up" }, annotations: {} }] },
    ]);
  });
});
