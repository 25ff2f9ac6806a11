import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { run } from "../helpers/run.ts";

/** A command of a ```console block and the output that the document shows for it. */
interface Example {
  line: number;
  command: string;
  output: string;
}

export interface Block {
  /** Line of the opening fence, from 1. */
  line: number;
  /** What stands behind the fence's language, e.g. `aws`: a tool that the block needs. */
  needs: string | undefined;
  examples: Example[];
}

/** Reads the ```console blocks of a Markdown text. */
export function consoleBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  markdown.split("\n").forEach((text, index) => {
    const fence = /^```(\w*) ?(.*)$/.exec(text);
    if (fence !== null && block === undefined) {
      if (fence[1] === "console") {
        block = { line: index + 1, needs: fence[2] === "" ? undefined : fence[2], examples: [] };
        blocks.push(block);
      }
    } else if (text.startsWith("```")) {
      block = undefined;
    } else if (block !== undefined) {
      addLine(block, text, index + 1);
    }
  });
  return blocks;
}

/** The ```yaml blocks that name a file: a document's commands find it in their folder. */
export function fileBlocks(markdown: string): { name: string; text: string }[] {
  const found = markdown.matchAll(/^```yaml (\S+)\n(.*?)^```/gms);
  return [...found].map(([, name = "", text = ""]) => ({ name, text }));
}

function addLine(block: Block, text: string, line: number): void {
  const last = block.examples.at(-1);
  if (text.startsWith("$ ")) block.examples.push({ line, command: text.slice(2), output: "" });
  else if (last?.command.endsWith("\\") === true && last.output === "") last.command += `\n${text}`;
  else if (last !== undefined) last.output += `${text}\n`;
}

/**
 * A shell in a folder of its own with `quants-ctl` on its path. `export` lines last; a
 * command that ends in `&` runs until the shell is closed.
 */
export class Shell {
  readonly directory = mkdtempSync(join(tmpdir(), "quants-ctl-docs-"));
  readonly #env: Record<string, string>;
  readonly #background: ChildProcess[] = [];

  constructor() {
    const bin = join(this.directory, "bin");
    mkdirSync(bin);
    const script = `#!/bin/sh\nexec node '${resolve("dist/bin.cjs")}' "$@"\n`;
    writeFileSync(join(bin, "quants-ctl"), script);
    chmodSync(join(bin, "quants-ctl"), 0o755);
    this.#env = {
      PATH: `${bin}:${process.env["PATH"]}`,
      HOME: this.directory,
      XDG_STATE_HOME: join(this.directory, "state"),
      XDG_CACHE_HOME: join(this.directory, "cache"),
      AWS_EC2_METADATA_DISABLED: "true",
      LANG: "C.UTF-8",
      TERM: "dumb",
    };
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** What the command writes to stdout and stderr together. */
  async run(command: string): Promise<string> {
    if (command.endsWith("&")) return this.#start(command.slice(0, -1).trim());
    // The environment is printed behind the output, so that exports last.
    const argv = ["-c", `{ ${command}\n} 2>&1\nprintf '\\0'; env -0`];
    const { stdout } = await run("bash", argv, { cwd: this.directory, env: this.#env });
    const [output = "", ...variables] = stdout.split("\0");
    for (const variable of variables) {
      const at = variable.indexOf("=");
      if (at > 0) this.#env[variable.slice(0, at)] = variable.slice(at + 1);
    }
    return output;
  }

  async #start(command: string): Promise<string> {
    // A free port, whatever the document says: several tests may run at once.
    const [first = "", ...rest] = `${command} --port 0`.split(" ");
    const child = spawn(first, rest, {
      cwd: this.directory,
      env: this.#env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#background.push(child);
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    return `${line}\n`;
  }

  async close(): Promise<void> {
    for (const child of this.#background) {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Replaces what differs from run to run by what the documents show. */
export function normalise(text: string): string {
  return text
    .replaceAll(
      /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
      "6e278dd6-8580-49a4-9516-186a4f3bdbc2",
    )
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g, "2026-01-15T12:00:00.000Z")
    .replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{8}/g, "20260115T120000000Z-5813906e")
    .replaceAll(/-(?:20\d{6})\b/g, "-20260115")
    .replaceAll(/(?<=-resize-\w+-)[0-9a-f]{8}\b/g, "20b485c0")
    .replaceAll(/i-[0-9a-f]{17}/g, "i-0a8be1b161721b581")
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:4599")
    .replaceAll(/process \d+/g, "process 4711")
    .replaceAll(/\/[\w./-]*quants-ctl-docs-\w+/g, "/home/ops")
    .replaceAll(/[ \t]+$/gm, "");
}
