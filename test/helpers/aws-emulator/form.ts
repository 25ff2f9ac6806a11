import type { Call } from "./call.ts";

/** The parameters of a service that is asked by `Action=`. */
export type Form = URLSearchParams;

export const formOf = ({ body }: Call): Form => new URLSearchParams(body.toString());

/** The values of `prefix.1`, `prefix.2` and so on. */
export function listOf(form: Form, prefix: string): string[] {
  const values: string[] = [];
  for (let value = form.get(`${prefix}.1`); value !== null;) {
    values.push(value);
    value = form.get(`${prefix}.${values.length + 1}`);
  }
  return values;
}

/** Name and value of `prefix.1.name`, `prefix.1.value` and so on. */
export function pairsOf(form: Form, prefix: string, name: string, value: string) {
  const pairs: Record<string, string> = {};
  for (let at = 1; form.has(`${prefix}.${at}.${name}`); at += 1) {
    pairs[form.get(`${prefix}.${at}.${name}`) ?? ""] = form.get(`${prefix}.${at}.${value}`) ?? "";
  }
  return pairs;
}

/** What the form gives of these parameters, under the names on the right. */
export function givenIn(form: Form, names: Readonly<Record<string, string>>) {
  const given: Record<string, string> = {};
  for (const [parameter, shown] of Object.entries(names)) {
    const value = form.get(parameter);
    if (value !== null) given[shown] = value;
  }
  return given;
}
