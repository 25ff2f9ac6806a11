import type { Client } from "../client.ts";

/** Something that moto lacks: how to look at it, and what is seen where it is filled. */
export interface Gap {
  readonly title: string;
  readonly filled: unknown;
  look(client: Client): Promise<unknown>;
}

/** The text of the first element of this name, or undefined. */
export const element = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
