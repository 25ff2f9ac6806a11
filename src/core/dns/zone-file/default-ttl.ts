/** Seconds that Lightsail lets its answers be kept; nobody can choose them. */
export const LIGHTSAIL_TTL = 60;
