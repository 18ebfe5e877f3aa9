/** Uniform numbers from 0 to 1, the same for the same seed (Lehmer's generator with the constants of Park & Miller, 1993). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
