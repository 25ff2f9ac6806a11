import stringWidth from "fast-string-width";

const ASCII = /^[\x20-\x7e]*$/;

/** The columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

const ELLIPSIS = "\u2026";

/** A text cut to so many columns: beginning and end, with an ellipsis between them. */
export function cutInside(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const room = columns - 1;
  const characters = Array.from(text);
  const head = fitting(characters, Math.ceil(room / 2));
  const tail = fitting(characters.toReversed(), Math.floor(room / 2)).toReversed();
  return head.join("") + ELLIPSIS + tail.join("");
}

/** A text cut to so many columns: its beginning and an ellipsis. */
export function cutEnd(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return fitting(Array.from(text), columns - 1).join("") + ELLIPSIS;
}

function fitting(characters: readonly string[], columns: number): string[] {
  const kept: string[] = [];
  let width = 0;
  for (const character of characters) {
    width += widthOf(character);
    if (width > columns) break;
    kept.push(character);
  }
  return kept;
}
