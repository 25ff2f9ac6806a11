/** The static IP that `create --static-ip` makes for an instance; the name the Python tool used. */
export function staticIpNameFor(instance: string): string {
  return `${instance}-static-ip`;
}
