/**
 * Replaces node:child_process where commander requires it: it takes milliseconds to load, and
 * commander only needs it for subcommands that are separate programs.
 */
Object.defineProperty(exports, "spawn", { get: () => require("node:child_process").spawn });
