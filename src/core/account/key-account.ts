const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Keys of the form in use since 2019; the ids of older ones hold no account. */
const FORM = /^A(?:KIA|SIA)([Q-Z2-7][A-Z2-7]{9})[A-Z2-7]{6}$/;

/**
 * The number of the account that an AWS access key belongs to, which its id holds: keys that are
 * renewed tell the same. Null for what is no such id.
 */
export function accountOfKey(id: string): string | null {
  const digits = FORM.exec(id)?.[1];
  if (digits === undefined) return null;
  let bits = 0n;
  for (const digit of digits) bits = bits * 32n + BigInt(ALPHABET.indexOf(digit));
  // Of these 50 bits, the first marks the form, and the last nine are not the number's.
  return String((bits >> 9n) & 0xff_ffff_ffffn).padStart(12, "0");
}
