export type { EstimateResult } from "./estimates/estimates.ts";
export type { Json } from "./estimates/to-json.ts";
export { explainFluxPointsFit, type FluxPointsFitExplanation } from "./explain/explain-flux-points-fit.ts";
export { explainFluxProfile, type FluxProfileExplanation } from "./explain/explain-flux-profile.ts";
export { explainLightCurve } from "./explain/explain-light-curve.ts";
export type { ExplainedRun, ExplainedRuns, RunsExplanation } from "./explain/explain-runs.ts";
export { explainSpectrum } from "./explain/explain-spectrum.ts";
export { explainSpectrumFiles, type SpectrumFilesExplanation } from "./explain/explain-spectrum-files.ts";
export { explainTimeResolved } from "./explain/explain-time-resolved.ts";
export { explainToys, type ToysExplanation } from "./explain/explain-toys.ts";
export { fluxPointsFitFigures } from "./figures/flux-points-fit-figures.ts";
export { fluxProfileFigures } from "./figures/flux-profile-figures.ts";
export type { JobFigure } from "./figures/job-figure.ts";
export { lightCurveFigures } from "./figures/light-curve-figures.ts";
export type { PredictedCounts } from "./figures/predicted-counts.ts";
export { spectrumFigures } from "./figures/spectrum-figures.ts";
export { type KnownCurves, timeResolvedFigures } from "./figures/time-resolved-figures.ts";
export { toysFigures } from "./figures/toys-figures.ts";
export type { EnergyResult, SedResult } from "./flux-points/energy-result.ts";
export { fluxTable } from "./flux-points/flux-table.ts";
export { type FluxPointsFitPlan, planFluxPointsFit } from "./flux-points-fit/plan.ts";
export type {
  FittedPointResult,
  FittedSetResult,
  FluxPointsFitResult,
  PointsGoodness,
} from "./flux-points-fit/result.ts";
export { type FluxPointsFitRun, fluxPointsFitJob } from "./flux-points-fit/run.ts";
export type { FluxPointsFitJob, FluxPointsFitSettings } from "./flux-points-fit/schema.ts";
export { type FluxProfilePlan, planFluxProfile } from "./flux-profile/plan.ts";
export type { FluxProfileResult, ProfileRowResult, RegionResult } from "./flux-profile/result.ts";
export { type FluxProfileRun, fluxProfileJob } from "./flux-profile/run.ts";
export type { FluxProfileJob, FluxProfileSettings } from "./flux-profile/schema.ts";
export type { FileHost, FolderHost, JobHost } from "./host.ts";
export { inspectionReport } from "./inspection/inspection-report.ts";
export type { FitComparisonResult } from "./job/fit-comparisons.ts";
export type { FitOutcome, IntegralFluxResult, ParameterResult } from "./job/fit-result.ts";
export { type JobIssue, refuseJob } from "./job/issue.ts";
export { jobJsonSchema } from "./job/json-schema.ts";
export { readModelTables, type TablesHost } from "./job/model-tables.ts";
export { parseJob } from "./job/parse-job.ts";
export type { PosteriorParameterResult, PosteriorResult } from "./job/posterior-result.ts";
export type { Job, JobName } from "./job/schemas.ts";
export type { JobWarning } from "./job/warning.ts";
export { lightCurveRows } from "./light-curve/light-curve-table.ts";
export { type LightCurvePlan, planLightCurve } from "./light-curve/plan.ts";
export type { BandVariabilityResult, LightCurveBinResult, LightCurveResult } from "./light-curve/result.ts";
export { type LightCurveRun, lightCurveJob } from "./light-curve/run.ts";
export type { LightCurveJob, LightCurveSettings } from "./light-curve/schema.ts";
export { presetRegistry } from "./preset.ts";
export { gammakitVersion, type Provenance } from "./provenance/provenance.ts";
export type { InputRecord } from "./provenance/recorder.ts";
export type { RunningHash, Sha256 } from "./provenance/sha256.ts";
export type { CumulativeResult } from "./reduction/cumulative.ts";
export type { DatasetResult } from "./reduction/dataset-result.ts";
export type { EmptyBinResult } from "./reduction/empty-bins.ts";
export { comparisonFindings } from "./report/comparison-findings.ts";
export { fluxPointsFitFindings } from "./report/flux-points-fit-findings.ts";
export { fluxPointsFitReport } from "./report/flux-points-fit-report.ts";
export { fluxProfileReport } from "./report/flux-profile-report.ts";
export { lightCurveReport } from "./report/light-curve-report.ts";
export { posteriorTable, posteriorText } from "./report/posterior-text.ts";
export { type ReportContent, reportHtml } from "./report/report-html.ts";
export { spectrumReport } from "./report/spectrum-report.ts";
export { timeResolvedReport } from "./report/time-resolved-report.ts";
export { toysReport } from "./report/toys-report.ts";
export { lightCurveFindings, variabilityFindings } from "./report/variability-findings.ts";
export { type SelfTestFigure, type SelfTestPart, selfTest } from "./self-test/self-test.ts";
export { type FluxProfileSession, openFluxProfileSession } from "./session/flux-profile-session.ts";
export {
  type ListedSpectrum,
  openSpectrumFilesSession,
  type SpectrumFilesSession,
} from "./session/spectrum-files-session.ts";
export {
  openTimeResolvedSession,
  type SessionOptions,
  type TimeResolvedSession,
} from "./session/time-resolved-session.ts";
export type { MeasuredSpectrum } from "./spectrum/measure.ts";
export { type MeasurePlan, planSpectrum, type SpectrumPlan } from "./spectrum/plan.ts";
export type { ButterflyResult, MeasuredResult, SpectrumResult, StackedResult } from "./spectrum/result.ts";
export { type SpectrumRun, spectrumJob } from "./spectrum/run.ts";
export type { SpectrumJob, SpectrumSettings } from "./spectrum/schema.ts";
export { planSpectrumFiles, type SpectrumFilesPlan } from "./spectrum-files/plan.ts";
export type { SpectrumFileResult, SpectrumFilesResult } from "./spectrum-files/result.ts";
export { type SpectrumFilesRun, spectrumFilesJob } from "./spectrum-files/run.ts";
export type { SpectrumFilesJob, SpectrumFilesSettings } from "./spectrum-files/schema.ts";
export { type JobResult, parseResult } from "./stored/parse-result.ts";
export { taskModules } from "./task-modules.ts";
export type {
  ComparisonResult,
  ComparisonSummaryResult,
  LikelihoodRatioToysResult,
} from "./time-resolved/comparison-result.ts";
export { comparisonWords } from "./time-resolved/comparison-words.ts";
export { planTimeResolved, type TimeResolvedPlan } from "./time-resolved/plan.ts";
export type {
  BinResult,
  TimeResolvedResult,
} from "./time-resolved/result.ts";
export { type TimeResolvedOptions, type TimeResolvedRun, timeResolvedSpectroscopy } from "./time-resolved/run.ts";
export type { TimeResolvedJob, TimeResolvedSettings } from "./time-resolved/schema.ts";
export type { CorrelationResult, VariabilityResult } from "./time-resolved/variability-result.ts";
export { toysFindings } from "./toys/findings.ts";
export { planToys, readToyTables, type ToyedJob, type ToysPlan } from "./toys/plan.ts";
export type { InJson, ToyClaims, ToyPlace, ToySubjectResult, ToysResult } from "./toys/result.ts";
export { type ToysHost, type ToysRun, toysJob } from "./toys/run.ts";
export type { ToysJob, ToysSettings } from "./toys/schema.ts";
export { toysTable } from "./toys/toys-table.ts";
