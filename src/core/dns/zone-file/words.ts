import type { ZoneFileFault } from "./fault.ts";

export interface Word {
  /** As it is written, with its escapes; without its quotes. */
  text: string;
  isQuoted: boolean;
}

/** An entry of a zone file: one line, or several within parentheses. */
export interface EntryLine {
  /** Of its first word. */
  line: number;
  /** It begins with a blank: its owner is that of the entry before. */
  isIndented: boolean;
  words: Word[];
  /** A comment that is all of its line, without the semicolon. */
  comment: string | null;
}

const WORD =
  /[ \t]+|"((?:[^"\\\r\n]|\\[^\r\n])*)"|((?:[^\s"();\\]|\\[^\r\n])+)|;([^\r\n]*)|\r?\n|[^]/y;
/** Beyond this, no entry of Lightsail's is meant. */
const MAX_LINE = 65_536;
const NO_BYTE = /^(?:[^\\]|\\\d{3}|\\\D)*?(\\(?:2(?:5[6-9]|[6-9]\d)|[3-9]\d\d))/;
const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/;

/** Splits the text of a zone file (RFC 1035, section 5.1) into its entries. */
export function entryLines(text: string, faults: ZoneFileFault[]): EntryLine[] {
  const tooLong = text.split("\n").flatMap((it, at) => (it.length > MAX_LINE ? [at + 1] : []));
  faults.push(...tooLong.map((line) => ({ line, message: "the line is longer than 64 KiB" })));
  if (tooLong.length > 0) return [];
  const entries: EntryLine[] = [];
  const pattern = new RegExp(WORD);
  let line = 1;
  let depth = 0;
  let openedAt = 0;
  let entry: EntryLine | null = null;
  let isLineStart = true;
  let faultyLine = 0;
  const fault = (message: string): void => {
    // What follows on that line is hardly what was meant.
    if (faultyLine !== line) faults.push({ line, message });
    faultyLine = line;
  };
  const current = (isIndented: boolean): EntryLine =>
    (entry ??= { line, isIndented, words: [], comment: null });
  const end = (): void => {
    if (entry !== null && faultyLine < entry.line) entries.push(entry);
    entry = null;
  };
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [all, quoted, word, comment] = match;
    const wasLineStart = isLineStart;
    isLineStart = false;
    if (all === "\n" || all === "\r\n") {
      if (depth === 0) end();
      line += 1;
      isLineStart = true;
    } else if (CONTROL.test(all)) fault(`there is a control character (${codeOf(all)})`);
    else if (/^[ \t]/.test(all)) {
      if (wasLineStart && depth === 0) current(true);
    } else if (comment !== undefined) {
      if (wasLineStart && depth === 0) current(false).comment = comment;
    } else if (quoted !== undefined || word !== undefined) {
      const written = quoted ?? word ?? "";
      const escape = NO_BYTE.exec(written)?.[1];
      if (escape !== undefined) fault(`${escape} is no byte: escapes go up to \\255`);
      current(false).words.push({ text: written, isQuoted: quoted !== undefined });
    } else if (all === "(") {
      current(false);
      if (depth === 0) openedAt = line;
      depth += 1;
    } else if (all === ")") {
      if (depth === 0) fault("a parenthesis is closed that was not opened");
      else depth -= 1;
    } else if (all === '"') fault("a quoted text is not closed");
    else fault(all === "\\" ? "a backslash stands at the end" : `${codeOf(all)} can't stand here`);
  }
  if (depth > 0) faults.push({ line: openedAt, message: "a parenthesis is not closed" });
  else end();
  return entries;
}

function codeOf(text: string): string {
  const code = (CONTROL.exec(text)?.[0] ?? text).charCodeAt(0);
  return `0x${code.toString(16).padStart(2, "0")}`;
}

/** The text of a name, its escapes resolved: `\065` is an A. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\(?:(\d{3})|(.))/gsu, (_, code?: string, other = "") =>
    code === undefined ? other : String.fromCharCode(Number(code)),
  );
}
