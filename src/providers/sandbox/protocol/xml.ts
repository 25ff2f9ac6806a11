import { ownValue } from "../../../core/text/own-value.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML allows no control characters, escaped or not. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, "")
    .replace(/[<>&"']/g, (char) => ownValue(ESCAPES, char) ?? char);
