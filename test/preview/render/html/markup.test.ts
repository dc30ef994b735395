import fc from "fast-check";

import { joined, markup, none } from "../../../../preview/render/html/markup";
import { hostileText } from "../../../support/hostile-texts";
import { elementsOf, parsePage, textOf } from "../../../support/html";

const read = (html: string) => elementsOf(parsePage(`<!doctype html>\n${html}`));

describe("a template", () => {
  it.each([
    ["text", markup`<p>${"a < b & \"c\" 'd'"}</p>`, "<p>a &lt; b &amp; &quot;c&quot; &apos;d&apos;</p>"],
    ["a number", markup`<p>${4.5}</p>`, "<p>4.5</p>"],
    ["nothing", markup`<p>${null}${none}</p>`, "<p></p>"],
    ["blanks", markup`<p>${" a "}b</p>`, "<p> a b</p>"],
    ["line ends and controls", markup`<p>${"a\r\n\u0000\u202eb"}</p>`, "<p>a b</p>"],
    ["half a character", markup`<p>${"\ud800"}</p>`, "<p>\ufffd</p>"],
    ["other templates, in lists", markup`<p>${[markup`<b>${"<"}</b>`, ">"]}</p>`, "<p><b>&lt;</b>&gt;</p>"],
    ["a list with HTML between", markup`${joined(["a", "<"], markup`<br>`)}`, "a<br>&lt;"],
  ])("with %s", (_, made, text) => {
    expect(made.text).toBe(text);
  });

  it("reads back as what was filled in, in text and in attributes", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [, element] = read(markup`<p title="${text}">${text}</p>`.text);
        const shown = text
          .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
          .replaceAll(/[\p{Cs}\uFFFE\uFFFF]/gu, "\ufffd");

        expect([element?.attributes["title"], element && textOf(element)]).toEqual([shown, shown]);
      }),
    );
  });
});
