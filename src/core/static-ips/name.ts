/**
 * The name of the static IP that `create --static-ip` allocates, the same as in the Python tool.
 */
export function staticIpNameFor(instance: string): string {
  return `${instance}-static-ip`;
}
