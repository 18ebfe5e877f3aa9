/** Where the data of the tutorials come from: chosen by the reader, kept in the browser. */

const key = "gammakit-data";

/** Address of a folder below the site. @param {string} path */
function below(path) {
  return new URL(path, new URL(import.meta.env.BASE_URL, location.href)).href;
}

/** @typedef {"site" | "simulated" | "address"} Choice */

export const dataSource = {
  /** Whether this site serves the real data. */
  hasReal: false,
  /** @type {Choice} */
  choice: "simulated",
  /** What the reader typed. */
  address: "",

  /** Address of the folder that holds the data sets, with a slash at its end. */
  get url() {
    if (this.choice === "site") return below("data/");
    if (this.choice === "simulated" || this.address === "") return below("simulated/");
    return new URL(this.address.replace(/\/?$/, "/"), location.href).href;
  },

  /** Whether what a page gives can be compared with the reference. @returns {"real" | "simulated"} */
  get kind() {
    return this.choice === "simulated" || (this.choice === "address" && this.address === "") ? "simulated" : "real";
  },

  /** Reads what this site serves, and what the reader chose before. */
  async load() {
    const response = await fetch(below("data-source.json"));
    this.hasReal = response.ok && (await response.json()).real === true;
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    this.address = typeof kept.address === "string" ? kept.address : "";
    const wanted = kept.choice === "address" && this.address === "" ? undefined : kept.choice;
    this.choice = wanted === "simulated" || wanted === "address" ? wanted : this.hasReal ? "site" : "simulated";
  },

  /** @param {Choice} choice @param {string} address */
  choose(choice, address) {
    this.choice = choice;
    this.address = address;
    localStorage.setItem(key, JSON.stringify({ choice, address }));
  },
};
