import { environment, ms, pairs, quantsCtl } from "../measure.mjs";

const NODE = [process.execPath, "-e", "0"];

/** Whole processes against an empty one of Node. */
export function startup({ runs }, place) {
  const env = place.sandbox("empty");
  return [
    { word: "--version", most: 1.3 },
    { word: "--help", most: 1.6 },
  ].map(({ word, most }) => {
    const { first, second, ratio } = pairs(runs, [quantsCtl(word), env], [NODE, environment()]);
    return {
      what: `quants-ctl ${word} / node -e 0`,
      measured: `${ratio.toFixed(2)}  (${ms(first)} / ${ms(second)})`,
      bar: `≤ ${most}`,
      ok: ratio <= most,
    };
  });
}
