/** Takes a command up again with the options that it was run with. */
export function asItWas<O>({ options }: { options: Partial<O> }): { options: Partial<O> } {
  return { options };
}
