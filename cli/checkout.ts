import { dirname } from "node:path";

/** The root of the checkout that this command belongs to. */
export const checkout = dirname(__dirname);
