import type { Preview } from "../schema";

/** A preview as a program reads it: the contract of `preview.schema.json`. */
export const json = (preview: Preview): string => `${JSON.stringify(preview, null, 2)}\n`;
