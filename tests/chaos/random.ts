/**
 * Random numbers that depend on a text alone, so that a decision is the same in every run, whatever
 * else happens meanwhile: mulberry32, started from the FNV-1a hash of the text.
 */
export function randomOf(text: string): () => number {
  let state = 0x811c9dc5;
  for (const character of text)
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same elements in an order that depends on the text alone (Fisher and Yates). */
export function shuffled<T>(elements: readonly T[], text: string): T[] {
  const random = randomOf(text);
  const mixed = [...elements];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
