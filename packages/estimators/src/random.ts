/** Random numbers that are the same wherever they are drawn again. */
export interface Random {
  /** Uniform in (0, 1). */
  uniform(): number;
  /** A count with expectation `mu` ≥ 0. */
  poisson(mu: number): number;
}

/** Largest mean drawn at once: exp(−mu) keeps its digits. */
const chunk = 32;

/**
 * The random numbers number `stream` of a seed. Small Fast Counter (C. Doty-Humphrey, PractRand; period at least 2³²), its state
 * filled from seed and stream.
 */
export function createRandom(seed: number, stream = 0): Random {
  let [a, b, c, counter] = [Math.floor(seed / 0x1_0000_0000) | 0, seed | 0, stream | 0, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Seeds that differ in one bit have nothing in common after that many rounds.
  for (let k = 0; k < 20; k++) next();
  const uniform = () => (next() + 0.5) / 0x1_0000_0000;
  return { uniform, poisson: (mu) => drawPoisson(mu, uniform) };
}

/** Number of factors until a product of uniform numbers is below e^(−mu) (Knuth), in parts: Poisson counts add up. */
function drawPoisson(mu: number, uniform: () => number): number {
  let total = 0;
  for (let rest = mu; rest > 0; rest -= chunk) {
    const limit = Math.exp(-Math.min(rest, chunk));
    for (let product = uniform(); product > limit; product *= uniform()) total++;
  }
  return total;
}
