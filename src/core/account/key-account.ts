const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Keys of the format in use since 2019; older ids contain no account. */
const FORM = /^A(?:KIA|SIA)([Q-Z2-7][A-Z2-7]{9})[A-Z2-7]{6}$/;

/**
 * The account number contained in the id of an AWS access key, the same after a rotation. Null for
 * other texts.
 */
export function accountOfKey(id: string): string | null {
  const digits = FORM.exec(id)?.[1];
  if (digits === undefined) return null;
  let bits = 0n;
  for (const digit of digits) bits = bits * 32n + BigInt(ALPHABET.indexOf(digit));
  // Of these 50 bits, the first marks the format, and the last nine are not part of the number.
  return String((bits >> 9n) & 0xff_ffff_ffffn).padStart(12, "0");
}
