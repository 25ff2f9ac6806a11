/**
 * Loaded into quants-ctl with --require. At the end it tells file descriptor 3 the peak
 * memory, and the time from the call that draws a table to the end of writing it.
 */
const { writeSync } = require("node:fs");
const Module = require("node:module");

const load = Module._load;
let began;
Module._load = function (...given) {
  const loaded = load.apply(this, given);
  if (typeof loaded?.drawTable !== "function" || loaded.drawTable.probed) return loaded;
  const { drawTable } = loaded;
  loaded.drawTable = (...drawn) => {
    began = performance.now();
    return drawTable(...drawn);
  };
  loaded.drawTable.probed = true;
  return loaded;
};

process.once("exit", () => {
  const drawMs = began === undefined ? null : performance.now() - began;
  writeSync(3, JSON.stringify({ drawMs, peakMb: process.resourceUsage().maxRSS / 1024 }));
});
