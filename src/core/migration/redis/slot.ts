const SLOTS = 16_384;

const OPEN = 123;
const CLOSE = 125;

/** The CRC that Redis Cluster places keys by (XMODEM). */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});

/** The slot of a key in a cluster: of what stands in its first pair of braces, if anything does. */
export function slotOf(key: Buffer): number {
  let [start, end] = [0, key.length];
  const open = key.indexOf(OPEN);
  if (open >= 0) {
    const close = key.indexOf(CLOSE, open + 1);
    if (close > open + 1) [start, end] = [open + 1, close];
  }
  let crc = 0;
  for (let at = start; at < end; at += 1) {
    crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ (key[at] ?? 0)] ?? 0);
  }
  return crc % SLOTS;
}
