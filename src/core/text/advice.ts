import { shellQuote } from "./shell-quote.ts";

/**
 * A command of this program for the user to paste, as data. When shown, it is spelled by its
 * definition, with the options that select the account in use.
 */
export class PastedCommand {
  /** `infra ip release` */
  readonly path: string;
  /** By property name; `argument` is the positional argument, `help` asks for its help. */
  readonly options: Readonly<Record<string, unknown>>;

  constructor(path: string, options: Readonly<Record<string, unknown>>) {
    this.path = path;
    this.options = options;
  }

  /** For use without the program: options by their usual names, without the account. */
  toString(): string {
    const { argument, ...flags } = this.options;
    const words = Object.entries(flags).flatMap(([property, value]) =>
      flagWords(`--${property.replaceAll(/[A-Z]/g, (it) => `-${it.toLowerCase()}`)}`, value),
    );
    return shellWords(["quants-ctl", ...this.path.split(" "), ...valuesOf(argument), ...words]);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** The command of that path with these options; absent and false ones are omitted. */
export function toRun(
  path: string,
  options: Readonly<Record<string, unknown>> = {},
): PastedCommand {
  return new PastedCommand(path, options);
}

/** Text for the user that contains commands as data. */
export class Advice {
  readonly parts: readonly (string | PastedCommand)[];

  constructor(parts: Advice["parts"]) {
    this.parts = parts;
  }

  toString(): string {
    return this.parts.map(String).join("");
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A text for the user. */
export type Wording = string | Advice;

/** Puts commands, and other advice, into a text: advice`Start it: ${command(…)}`. */
export function advice(
  texts: TemplateStringsArray,
  ...values: readonly (Wording | PastedCommand | number | undefined)[]
): Advice {
  const parts = texts.flatMap((text, index): (string | PastedCommand)[] => [
    text,
    ...partsOf(values[index]),
  ]);
  return new Advice(parts.filter((it) => it !== ""));
}

/** Several commands or texts, one after the other. */
export function joined(list: readonly (Wording | PastedCommand)[], separator: string): Advice {
  const parts = list.flatMap((it, index) => [...(index === 0 ? [] : [separator]), ...partsOf(it)]);
  return new Advice(parts);
}

function partsOf(
  value: Wording | PastedCommand | number | undefined,
): readonly (string | PastedCommand)[] {
  if (value instanceof Advice) return value.parts;
  if (value === undefined) return [];
  return [typeof value === "number" ? String(value) : value];
}

/** Spells an option: its flag, and each of its values. */
export function flagWords(flag: string, value: unknown): string[] {
  if (value === undefined || value === null || value === false) return [];
  if (value === true) return [flag];
  return valuesOf(value).flatMap((it) => [flag, it]);
}

/** One value or several; a pair is written as `key=value`. */
function valuesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((it) => (Array.isArray(it) ? it.join("=") : String(it)));
}

/** Placeholders such as NAME stay readable. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellQuote).join(" ");
}
