#!/usr/bin/env node
import { writeSync } from "node:fs";
import { join } from "node:path";
import { useCodeCache } from "./code-cache.ts";
import { VERSION } from "./version.ts";

// Before anything is loaded: this answer is asked for by scripts, many times.
const [only, ...others] = process.argv.slice(2);
if (others.length === 0 && (only === "--version" || only === "-V")) {
  writeSync(1, `${VERSION}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  useCodeCache(join(import.meta.dirname, "chunks"), process.env);
  const { runProcess } = await import("./process.ts");
  process.exitCode = await runProcess(VERSION);
}
