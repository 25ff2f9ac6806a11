/** What is wrong with a zone file, and where. */
export interface ZoneFileFault {
  line: number;
  message: string;
}

const MAX_SHOWN = 60;

/** A word of the file in a message. */
export function shown(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
