/** Bytes that no encoding of text has, and some that are special in the protocol. */
const BINARY = String.raw`\xff\x00\r\n$5*`;

/**
 * Commands that make keys of every type, so many of each: strings (one of them long-lived, one
 * binary, one a HyperLogLog), lists, sets, sorted sets, hashes and streams, small and large ones.
 */
export function sampleData(count: number): string {
  const lines: string[] = [];
  for (let n = 0; n < count; n += 1) {
    // Beyond what a server stores compactly, every tenth.
    const items = Array.from(
      { length: n % 10 === 0 ? 600 : 5 },
      (_, index) => `item-${n}-${index}`,
    );
    lines.push(
      `SET expiring:${n} value-${n} EX ${3_600 + n}`,
      `SET "binary:${BINARY}${n}" "${BINARY}${"x".repeat(n)}"`,
      `PFADD hll:${n} ${items.join(" ")}`,
      `RPUSH list:${n} ${items.join(" ")}`,
      `SADD set:${n} ${items.join(" ")}`,
      `ZADD zset:${n} ${items.map((item, index) => `${index / 3} ${item}`).join(" ")}`,
      `HSET hash:${n} ${items.map((item) => `${item} "${BINARY}"`).join(" ")}`,
      `XADD stream:${n} ${n + 1}-1 field value-${n}`,
    );
  }
  return lines.map((line) => `${line}\r\n`).join("");
}
