export { explainFluxProfile, type FluxProfileExplanation } from "./explain/explain-flux-profile.ts";
export type { ExplainedRun, ExplainedRuns } from "./explain/explain-runs.ts";
export { explainTimeResolved, type TimeResolvedExplanation } from "./explain/explain-time-resolved.ts";
export { fluxProfileFigures } from "./figures/flux-profile-figures.ts";
export type { JobFigure } from "./figures/job-figure.ts";
export { timeResolvedFigures } from "./figures/time-resolved-figures.ts";
export { type FluxProfilePlan, planFluxProfile } from "./flux-profile/plan.ts";
export type {
  EnergyResult,
  FluxProfileResult,
  ProfileRowResult,
  RegionResult,
  SedResult,
} from "./flux-profile/result.ts";
export { type FluxProfileRun, fluxProfileJob } from "./flux-profile/run.ts";
export type { FluxProfileJob, FluxProfileSettings } from "./flux-profile/schema.ts";
export type { FileHost, FolderHost, JobHost } from "./host.ts";
export { inspectionReport } from "./inspection/inspection-report.ts";
export { type JobIssue, refuseJob } from "./job/issue.ts";
export { type JobName, jobJsonSchema } from "./job/json-schema.ts";
export { readModelTables, type TablesHost } from "./job/model-tables.ts";
export type { JobWarning } from "./job/warning.ts";
export { presetRegistry } from "./preset.ts";
export { gammakitVersion, type Provenance } from "./provenance/provenance.ts";
export type { InputRecord } from "./provenance/recorder.ts";
export { fluxProfileReport, timeResolvedReport } from "./report/job-reports.ts";
export { type ReportContent, reportHtml } from "./report/report-html.ts";
export { type SelfTestFigure, type SelfTestPart, selfTest } from "./self-test/self-test.ts";
export { planTimeResolved, type TimeResolvedPlan } from "./time-resolved/plan.ts";
export type {
  BinResult,
  ComparisonResult,
  DatasetResult,
  ParameterResult,
  TimeResolvedResult,
  VariabilityResult,
} from "./time-resolved/result.ts";
export { type TimeResolvedOptions, type TimeResolvedRun, timeResolvedSpectroscopy } from "./time-resolved/run.ts";
export type { TimeResolvedJob, TimeResolvedSettings } from "./time-resolved/schema.ts";
