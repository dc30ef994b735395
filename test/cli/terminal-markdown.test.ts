import { forTerminal } from "../../cli/terminal-markdown";

describe("Markdown on a terminal", () => {
  it.each([
    ["**CPU: 91 %, above 85 %** at Shop", "CPU: 91 %, above 85 % at Shop"],
    [
      "[Dashboard](https://a/b?c=%28d%29) · [Logs](https://e)",
      "Dashboard: https://a/b?c=%28d%29\nLogs: https://e",
    ],
    ["1. Do this\n- or that", "1. Do this\n- or that"],
    [" @oncall-shop @slack-shop ", "@oncall-shop @slack-shop"],
  ])("%j is %j", (markdown, text) => {
    expect(forTerminal(markdown)).toBe(text);
  });
});
