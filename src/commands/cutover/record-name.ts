import { QuantsError } from "../../core/errors.ts";

/** A DNS name in lower case, without the dot at its end. Throws `invalid_input`. */
export function recordName(text: string): string {
  const name = text.trim().toLowerCase().replace(/\.$/, "");
  const isName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/.test(name);
  if (isName && name.length <= 253) return name;
  throw new QuantsError("invalid_input", `"${text}" is not the name of a DNS record.`, {
    hint: "Give the whole name, for example api.example.com.",
    resource: text,
  });
}
