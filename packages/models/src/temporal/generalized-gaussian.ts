import { defineTemporalModel, exp, expm1, logGamma, logGammaQ, pow } from "@gammakit/core";
import { referenceTime } from "./reference-time.ts";

/**
 * A pulse of height 1 that rises and falls differently: exp(−½ |t/τ|^(1/η)), with τ = `t_rise` before the peak and `t_decay` after.
 *
 * Parameters: `t_ref`, the peak (MJD 51544), `t_rise` (1 d), `t_decay` (1 d), `eta` (0.5: a Gaussian; larger is more peaked).
 */
export const generalizedGaussianTemporal = defineTemporalModel({
  id: "generalized-gaussian",
  aliases: ["GeneralizedGaussianTemporalModel", "gengauss"],
  summary: "Pulse with its own rise and decay time",
  parameters: {
    t_ref: referenceTime,
    t_rise: { value: 1, unit: "d" },
    t_decay: { value: 1, unit: "d" },
    eta: { value: 0.5, unit: "" },
  },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) {
      out[i] = exp(-0.5 * pow(Math.abs(time[i] / (time[i] < 0 ? p[1] : p[2])), 1 / p[3]));
    }
  },
  integrate(start, stop, p, out) {
    for (let i = 0; i < start.length; i++) {
      const [a, b] = [start[i], stop[i]];
      const rise = a < 0 ? between(Math.max(-b, 0), -a, p[1], p[3]) : 0;
      const decay = b > 0 ? between(Math.max(a, 0), b, p[2], p[3]) : 0;
      out[i] = rise + decay;
    }
  },
});

/** ∫ exp(−½ (t/τ)^(1/η)) dt from a to b ≥ a ≥ 0: with u = ½ (t/τ)^(1/η) it is τ η 2^η Γ(η) (Q(η, u_a) − Q(η, u_b)). */
function between(a: number, b: number, tau: number, eta: number): number {
  const [ua, ub] = [0.5 * pow(a / tau, 1 / eta), 0.5 * pow(b / tau, 1 / eta)];
  const whole = tau * eta * exp(eta * Math.LN2 + logGamma(eta));
  const low = logGammaQ(eta, ua);
  // So far out that no power of it is a number, nothing is left.
  if (low === -Infinity) return 0;
  return -whole * exp(low) * expm1(logGammaQ(eta, ub) - low);
}
