import { Writable } from "node:stream";
import type { Context, Host } from "../../core/context.ts";
import { QuantsError, toQuantsError } from "../../core/errors.ts";
import { plain } from "../../core/text/safe-text.ts";

export interface TypedConfirmation {
  /** What is at stake, shown above the question. */
  facts: readonly string[];
  question: string;
  /** What must be typed. */
  expected: string;
}

/**
 * Shows the facts and lets the user type the expected word. Resolves when it was typed;
 * throws `confirmation_required` for anything else. Question and facts go to stderr.
 */
export async function confirmByTyping(
  context: Context,
  { facts, question, expected }: TypedConfirmation,
): Promise<void> {
  const { host } = context;
  requireTerminal(host, "go on");
  host.stderr.write(`${facts.join("\n")}\n`);
  const typed = await ask(context, question);
  if (typed.trim() === expected) return;
  // Where the question is a yes or no, its short form is as clear.
  if (expected === "yes" && /^y(es)?$/i.test(typed.trim())) return;
  throw new QuantsError("confirmation_required", "Not confirmed; nothing was changed.", {
    hint: `Type ${expected} exactly, or use --yes.`,
    resource: expected,
  });
}

/** A question that nobody can answer must never hang a pipeline. */
export function requireTerminal(host: Host, what: string): void {
  if (host.stdin.isTTY === true && host.stderr.isTTY === true) return;
  throw new QuantsError(
    "confirmation_required",
    `There is no terminal to confirm on: refusing to ${what}.`,
    {
      hint: "Add --yes if you are sure; nothing was changed.",
    },
  );
}

/** Asks for a secret, which is not shown. Never hangs where nobody can answer. */
export async function askPassword(context: Context, question: string): Promise<string> {
  const { stdin, stderr } = context.host;
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new QuantsError("confirmation_required", "There is no terminal to ask for a password.", {
      hint: "Give it in a file, with --vault-password-file.",
    });
  }
  return ask(context, question, "password");
}

/**
 * Asks for a text, with what an empty answer stands for; asks again, saying why, until `check`
 * throws nothing. Resolves with what `check` makes of it.
 */
export async function askText(
  context: Context,
  question: string,
  { initial, check }: { initial: string; check: (text: string) => string },
): Promise<string> {
  const shown = initial === "" ? question : `${question} (${initial})`;
  for (;;) {
    const typed = (await ask(context, shown)).trim();
    try {
      return check(typed === "" ? initial : typed);
    } catch (error) {
      const { message, hint } = toQuantsError(error);
      context.host.stderr.write(
        `${plain(message)}${hint === undefined ? "" : ` ${plain(hint)}`}\n`,
      );
    }
  }
}

/** inquirer ends the stream that it writes to; stderr has to outlive the question. */
function unendable({ stderr }: Host): NodeJS.WritableStream {
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => void stderr.write(chunk, done),
  });
  return Object.assign(output, { isTTY: stderr.isTTY, columns: stderr.columns });
}

async function ask(
  context: Context,
  message: string,
  type: "input" | "password" = "input",
): Promise<string> {
  const { default: inquirer } = await import("inquirer");
  const prompt = inquirer.createPromptModule({
    input: context.host.stdin,
    output: unendable(context.host),
    signal: context.signal,
  });
  try {
    const { typed } = await prompt([
      // Without the sign of success that it would show beside any answer.
      { type, name: "typed", message: `${message}:`, theme: { prefix: { idle: "?", done: "?" } } },
    ]);
    return String(typed);
  } catch (error) {
    if (context.signal.aborted) throw context.signal.reason;
    if (error instanceof Error && /^(ExitPrompt|AbortPrompt)Error$/.test(error.name)) {
      throw new QuantsError("interrupted", "Interrupted at the question; nothing was changed.", {
        cause: error,
      });
    }
    throw error;
  }
}
