/**
 * Stands in for node:child_process where commander requires it: it takes milliseconds to
 * load, and commander needs it only for subcommands that are programs of their own.
 */
Object.defineProperty(exports, "spawn", { get: () => require("node:child_process").spawn });
