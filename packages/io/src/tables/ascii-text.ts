const spelled: Readonly<Record<string, string>> = {
  "±": "+/-",
  "−": "-",
  "–": "-",
  "—": "-",
  "×": "x",
  "·": " ",
  "°": "deg",
  "≤": "<=",
  "≥": ">=",
  "≈": "~",
  "→": "->",
  "√": "sqrt",
  "∞": "inf",
  Δ: "Delta",
  Γ: "Gamma",
  Σ: "Sigma",
  Φ: "Phi",
  Ω: "Omega",
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  η: "eta",
  θ: "theta",
  λ: "lambda",
  μ: "mu",
  µ: "mu",
  ν: "nu",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  χ: "chi",
  ω: "omega",
  ß: "ss",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "…": "...",
  "⊙": "sun",
};

/**
 * A text in the printable ASCII that FITS is limited to: σ is "sigma", ± is "+/-", é is "e", a new line is a blank; what
 * has no spelling is "?".
 */
export function asciiText(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  const letters = Array.from(text, (character) => spelled[character] ?? character).join("");
  return letters
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\s/g, " ")
    .replace(/[^ -~]/gu, "?");
}
