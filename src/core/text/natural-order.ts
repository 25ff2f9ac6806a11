/**
 * Orders text as people do: numbers in it by value (web-2 before web-10), letters regardless of
 * case. Intl.Collator does so too, but takes longer to load than a list takes to fetch.
 */
export function compareNatural(a: string, b: string): number {
  let [at, bt] = [0, 0];
  while (at < a.length && bt < b.length) {
    const [endA, endB] = [digitsEnd(a, at), digitsEnd(b, bt)];
    if (endA > at && endB > bt) {
      const order = compareDigits(a.slice(at, endA), b.slice(bt, endB));
      if (order !== 0) return order;
      [at, bt] = [endA, endB];
    } else {
      const order = folded(a, at) - folded(b, bt);
      if (order !== 0) return order;
      at += 1;
      bt += 1;
    }
  }
  // Equal so far: the shorter one first, then a fixed order for texts that differ in case or zeros.
  return a.length - at - (b.length - bt) || Number(a > b) - Number(a < b);
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Digits of any length: converting them to numbers would lose the last ones. */
function compareDigits(a: string, b: string): number {
  const [x, y] = [withoutZeros(a), withoutZeros(b)];
  return x.length - y.length || Number(x > y) - Number(x < y);
}

function withoutZeros(digits: string): string {
  return digits.startsWith("0") ? digits.replace(/^0+/, "") : digits;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function folded(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90 ? code + 32 : code;
}
