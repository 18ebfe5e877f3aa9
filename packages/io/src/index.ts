export {
  type DatasetsFile,
  type ListedDataset,
  type ReadDatasetsOptions,
  readDatasets,
} from "./datasets/read-datasets.ts";
export { type ReadSpectrumOptions, readSpectrum } from "./datasets/read-spectrum.ts";
export {
  type DataStore,
  type HduEntry,
  type ObservationEntry,
  type OpenDataStoreOptions,
  openDataStore,
} from "./dl3/data-store.ts";
export { openEventFiles } from "./dl3/event-files.ts";
export { readEvents, readGti, readPointing } from "./dl3/events.ts";
export type { ObservatorySite } from "./dl3/horizon.ts";
export { readBackground, readRadMax } from "./dl3/other-responses.ts";
export { type ReadObservationOptions, type ResponseType, readObservation } from "./dl3/read-observation.ts";
export { readEffectiveArea, readEnergyDispersion, readPsf } from "./dl3/responses.ts";
export {
  type ObservationSelection,
  type SkyCircleSelection,
  selectObservations,
  type TimeBoxSelection,
} from "./dl3/select.ts";
export { type WriteDl3Options, writeDataStore, writeObservation } from "./dl3/write-data-store.ts";
export { type Folder, memoryFolder, safePath, urlFolder } from "./folder/folder.ts";
export {
  type FitsInspection,
  type InspectedColumn,
  type InspectedHdu,
  type InspectFitsOptions,
  inspectFits,
} from "./inspect/inspect-fits.ts";
export { type FitsPart, type FitsParts, readFitsParts } from "./inspect/read-parts.ts";
export { recognizeHdu } from "./inspect/recognize.ts";
export type { ValueRange } from "./inspect/value-range.ts";
export type { FitsInput } from "./maps/fits-input.ts";
export { mapDatasetReader, mapDatasetWriter } from "./maps/map-extensions.ts";
export { mapFromFits, type ReadMapOptions, readMap } from "./maps/read-map.ts";
export {
  type MapDatasetHdu,
  type MapDatasetOnOffHdu,
  type ReadMapDatasetOnOffOptions,
  type ReadMapDatasetOptions,
  readMapDataset,
  readMapDatasetOnOff,
} from "./maps/read-map-dataset.ts";
export { type ReadSpectrumDatasetOptions, readSpectrumDataset } from "./maps/read-spectrum-dataset.ts";
export { type WriteMapOptions, writeMap } from "./maps/write-map.ts";
export { writeMapDataset } from "./maps/write-map-dataset.ts";
export type { FormatCovarianceOptions } from "./models/covariance.ts";
export { covarianceLabels, formatCovariance, parseCovariance } from "./models/covariance.ts";
export { eblFile, eblReferences } from "./models/ebl-files.ts";
export type { FormatModelsOptions } from "./models/format-models.ts";
export { formatModels } from "./models/format-models.ts";
export type { BackgroundRecord, ModelsCovariance, ModelsFile, ModelsWarning } from "./models/models-file.ts";
export type { ParseModelsOptions } from "./models/parse-models.ts";
export { parseModels } from "./models/parse-models.ts";
export type { YamlMap, YamlValue } from "./models/parse-yaml.ts";
export { parseYaml } from "./models/parse-yaml.ts";
export { type ReadEblTableOptions, readEblTable } from "./models/read-ebl-table.ts";
export { type ReadModelsOptions, readModels } from "./models/read-models.ts";
export type { ReadSpectralGridOptions, SpectralGrid } from "./models/read-spectral-grid.ts";
export { readSpectralGrid } from "./models/read-spectral-grid.ts";
export { type ReadTemplatesOptions, readTemplates } from "./models/read-templates.ts";
export { ogipReader, ogipWriter } from "./ogip/ogip-extensions.ts";
export { type ReadOgipOptions, readOgip } from "./ogip/read-ogip.ts";
export { type SpectrumPart, spectrumPart } from "./ogip/spectrum-part.ts";
export { type WriteOgipOptions, writeOgip } from "./ogip/write-ogip.ts";
export { ioPlugin } from "./plugin.ts";
export type { TableSedType } from "./profile/flux-columns.ts";
export { fluxWriter } from "./profile/profile-extensions.ts";
export {
  fluxPointsTable,
  lightCurveTable,
  type ProfileTableOptions,
  profileTable,
  writeFluxPointsFits,
  writeProfileFits,
} from "./profile/profile-table.ts";
export { lightCurveFromTable, readLightCurve } from "./profile/read-light-curve.ts";
export {
  type FluxTableOptions,
  fluxPointsFromTable,
  type ListedFluxPoints,
  profileFromTable,
  type ReadProfileOptions,
  readFluxPoints,
  readProfile,
} from "./profile/read-profile.ts";
export type { TableInput } from "./profile/table-source.ts";
export { ds9Reader, ds9Writer } from "./regions/ds9-extensions.ts";
export type { Ds9Attributes, Ds9Region, Ds9Regions, Ds9Warning } from "./regions/ds9-file.ts";
export { type ReadDs9Options, readDs9Regions } from "./regions/read-ds9-regions.ts";
export { type WritableDs9Region, writeDs9Regions } from "./regions/write-ds9-regions.ts";
export { type FormatTableOptions, formatTable } from "./tables/format-table.ts";
export { readCsv } from "./tables/read-csv.ts";
export { type ReadTableOptions, readEcsv } from "./tables/read-ecsv.ts";
export { type ReadFitsTableOptions, readFitsTable, tableFromFits } from "./tables/read-fits-table.ts";
export { type ShownColumn, shownColumns } from "./tables/shown-columns.ts";
export {
  csvReader,
  csvWriter,
  ecsvReader,
  ecsvWriter,
  fitsTableReader,
  fitsTableWriter,
  markdownWriter,
  votableWriter,
} from "./tables/table-extensions.ts";
export { ucdOf } from "./tables/ucd.ts";
export { writeCsv } from "./tables/write-csv.ts";
export { writeEcsv } from "./tables/write-ecsv.ts";
export { writeFitsTable } from "./tables/write-fits-table.ts";
export { writeMarkdown } from "./tables/write-markdown.ts";
export { writeVotable } from "./tables/write-votable.ts";
