import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Seen {
  method: string;
  url: string;
  /** Names and values by turns, as they came. */
  rawHeaders: string[];
  headers: IncomingMessage["headers"];
  body: Buffer;
}

type Answer = (request: Seen, response: ServerResponse) => void;

/** Another emulator: it writes down what it is sent, and answers as it is told to. */
export async function recordedUpstream(
  answer: Answer = (_request, response) => response.end("theirs"),
) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", rawHeaders, headers } = request;
      const one = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) };
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { seen, stop, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
