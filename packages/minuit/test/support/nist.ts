/** The models of the NIST StRD nonlinear regression problems, by name: prediction for parameters b at x (x2 where there are two). */
export const nistModels: Readonly<Record<string, (b: Float64Array, x: number, x2: number) => number>> = {
  Bennett5: (b, x) => b[0] * (b[1] + x) ** (-1 / b[2]),
  BoxBOD: (b, x) => b[0] * (1 - Math.exp(-b[1] * x)),
  Chwirut1: (b, x) => Math.exp(-b[0] * x) / (b[1] + b[2] * x),
  Chwirut2: (b, x) => Math.exp(-b[0] * x) / (b[1] + b[2] * x),
  DanWood: (b, x) => b[0] * x ** b[1],
  ENSO: (b, x) => b[0] + wave(b[1], b[2], 12, x) + wave(b[4], b[5], b[3], x) + wave(b[7], b[8], b[6], x),
  Eckerle4: (b, x) => (b[0] / b[1]) * Math.exp(-0.5 * ((x - b[2]) / b[1]) ** 2),
  Gauss1: twoPeaks,
  Gauss2: twoPeaks,
  Gauss3: twoPeaks,
  Hahn1: cubicRatio,
  Kirby2: (b, x) => (b[0] + x * (b[1] + x * b[2])) / (1 + x * (b[3] + x * b[4])),
  Lanczos1: threeDecays,
  Lanczos2: threeDecays,
  Lanczos3: threeDecays,
  MGH09: (b, x) => (b[0] * (x * x + x * b[1])) / (x * x + x * b[2] + b[3]),
  MGH10: (b, x) => b[0] * Math.exp(b[1] / (x + b[2])),
  MGH17: (b, x) => b[0] + b[1] * Math.exp(-x * b[3]) + b[2] * Math.exp(-x * b[4]),
  Misra1a: (b, x) => b[0] * (1 - Math.exp(-b[1] * x)),
  Misra1b: (b, x) => b[0] * (1 - (1 + (b[1] * x) / 2) ** -2),
  Misra1c: (b, x) => b[0] * (1 - (1 + 2 * b[1] * x) ** -0.5),
  Misra1d: (b, x) => (b[0] * b[1] * x) / (1 + b[1] * x),
  Nelson: (b, x, x2) => b[0] - b[1] * x * Math.exp(-b[2] * x2),
  Rat42: (b, x) => b[0] / (1 + Math.exp(b[1] - b[2] * x)),
  Rat43: (b, x) => b[0] / (1 + Math.exp(b[1] - b[2] * x)) ** (1 / b[3]),
  Roszman1: (b, x) => b[0] - b[1] * x - Math.atan(b[2] / (x - b[3])) / Math.PI,
  Thurber: cubicRatio,
};

function wave(cosine: number, sine: number, period: number, x: number): number {
  const phase = (2 * Math.PI * x) / period;
  return cosine * Math.cos(phase) + sine * Math.sin(phase);
}

function twoPeaks(b: Float64Array, x: number): number {
  const first = b[2] * Math.exp(-((x - b[3]) ** 2) / b[4] ** 2);
  return b[0] * Math.exp(-b[1] * x) + first + b[5] * Math.exp(-((x - b[6]) ** 2) / b[7] ** 2);
}

function cubicRatio(b: Float64Array, x: number): number {
  return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6])));
}

function threeDecays(b: Float64Array, x: number): number {
  return b[0] * Math.exp(-b[1] * x) + b[2] * Math.exp(-b[3] * x) + b[4] * Math.exp(-b[5] * x);
}
