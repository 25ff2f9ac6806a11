import { type Judge, madeAndLost } from "./judge.ts";

/** Of `key import`: what it made, and somebody deleted since, is not made again. */
export const judgeKeyPair: Judge = async (target, look) => {
  const { region, name } = target;
  if ((await look.present.keyPair(region, name)) !== null) return null;
  return (await madeAndLost(target, look))
    ? { why: `the key pair ${name} has been deleted since` }
    : null;
};
