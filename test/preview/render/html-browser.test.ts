import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

import { html } from "../../../preview/render/html";
import { dark, light } from "../../../preview/render/html/palette";
import { backtestedPreview } from "../../support/previews";

/** Debian's Chromium, as its package installs it; `BELFRY_CHROMIUM` names another. */
const executable = process.env["BELFRY_CHROMIUM"] ?? "/usr/bin/chromium";
const skipped = existsSync(executable)
  ? ""
  : ` (skipped: there is no ${executable}; BELFRY_CHROMIUM names another)`;

const args =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

jest.setTimeout(120_000);

(skipped === "" ? describe : describe.skip)(`a browser without scripts${skipped}`, () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "belfry-page-"));
    const file = join(folder, "preview.html");
    writeFileSync(file, html(backtestedPreview()));
    url = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath: executable, args: args.split(" ") });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page; what it says on the console and asks of the network is a complaint. */
  async function open(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ javaScriptEnabled: false, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== url) complaints.push(request.url());
    });
    await page.goto(url);
    await use(page);
    await context.close();
    expect(complaints).toEqual([]);
  }

  const rgb = (colour: string): string =>
    `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(", ")})`;
  const groundOf = (page: Page): Promise<string> =>
    page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);

  it.each([
    ["light", light],
    ["dark", dark],
  ] as const)(
    "shows the sentence and the chart in %s, and asks for nothing",
    async (colorScheme, palette) => {
      await open({ colorScheme }, async (page) => {
        expect(await page.locator(".lead").isVisible()).toBe(true);
        expect(await page.locator(".lead").innerText()).toMatch(/^1 guardrail removed/);
        expect(await page.locator("figure svg[role=img]").isVisible()).toBe(true);
        expect(await groundOf(page)).toBe(rgb(palette.ground));
      });
    },
  );

  it("is as narrow as a phone: only charts are moved sideways", async () => {
    await open({ viewport: { width: 360, height: 740 } }, async (page) => {
      const wide = await page
        .locator("html")
        .evaluate((root) => [
          root.scrollWidth,
          ...Array.from(root.querySelectorAll("table"), (each) => each.scrollWidth),
        ]);

      expect(wide.filter((width) => width > 360)).toEqual([]);
    });
  });

  it("unfolds what a link of the table leads to", async () => {
    await open({}, async (page) => {
      const change = page.locator("details.change").nth(2);
      await change.locator("summary").first().click();
      expect(await change.locator(".body").isVisible()).toBe(false);

      await page.getByRole("link", { name: "shop/errors" }).click();

      expect(await change.locator(".body").isVisible()).toBe(true);
    });
  });

  it("is read as tables and pictures with names", async () => {
    await open({ viewport: { width: 360, height: 740 } }, async (page) => {
      expect(await page.getByRole("row", { name: /^shop\/errors/ }).count()).toBe(1);
      expect(await page.getByRole("columnheader", { name: "what it means" }).count()).toBe(1);
      expect(await page.getByRole("img", { name: "errors: values, levels and times in alert" }).count()).toBe(
        1,
      );
    });
  });

  it("prints on white, with all that is folded", async () => {
    await open({ colorScheme: "dark" }, async (page) => {
      await page.locator("details.change summary").nth(2).click();
      await page.emulateMedia({ media: "print", colorScheme: "dark" });

      expect(await groundOf(page)).toBe("rgb(255, 255, 255)");
      expect(await page.locator("details.change .body").nth(2).isVisible()).toBe(true);
    });
  });
});
