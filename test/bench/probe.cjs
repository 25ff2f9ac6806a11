/**
 * Loaded into quants-ctl with --require. At the end it tells file descriptor 3 the peak
 * memory, and the time from the call that draws a table to the end of writing it.
 */
const { writeSync } = require("node:fs");
const Module = require("node:module");

const load = Module._load;
const seen = new Map();
let began;
Module._load = function (...given) {
  const loaded = load.apply(this, given);
  if (typeof loaded?.drawTable !== "function") return loaded;
  if (!seen.has(loaded)) seen.set(loaded, watched(loaded));
  return seen.get(loaded);
};

/** A copy, as the bundler's exports can't be changed; it may hold them in a namespace, too. */
function watched(exported) {
  const { drawTable } = exported;
  const copy = { ...exported };
  for (const [name, value] of Object.entries(copy)) {
    if (value?.drawTable === drawTable) copy[name] = watched(value);
  }
  copy.drawTable = (...drawn) => {
    began = performance.now();
    return drawTable(...drawn);
  };
  return copy;
}

process.once("exit", () => {
  const drawMs = began === undefined ? null : performance.now() - began;
  writeSync(3, JSON.stringify({ drawMs, peakMb: process.resourceUsage().maxRSS / 1024 }));
});
