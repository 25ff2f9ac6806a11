#!/usr/bin/env node
import { writeSync } from "node:fs";
import { join } from "node:path";
import { useCodeCache } from "./code-cache.ts";
import { VERSION } from "./version.ts";

// Before anything is loaded, so that it is fast: scripts ask for the version often.
const [only, ...others] = process.argv.slice(2);
const asksVersion = others.length === 0 && (only === "--version" || only === "-V");
if (!asksVersion || !writeVersion()) void start();

/** False if it could not be written: the whole program handles that. */
function writeVersion(): boolean {
  try {
    writeSync(1, `${VERSION}\n`);
    return true;
  } catch {
    return false;
  }
}

async function start(): Promise<void> {
  useCodeCache(join(import.meta.dirname, "chunks"), process.env);
  const { runProcess } = await import("./process.ts");
  process.exitCode = await runProcess(VERSION);
}
