// A module of its own, so that it can be loaded where the job asks for files.
export { profileTable } from "@gammakit/io";
