"""The jobs flare.yaml and galactic-plane.yaml of the documentation, done by Gammapy.

    python3 reference.py flare|galactic-plane DATA [REPETITIONS]

prints one JSON object: the version, wall and processor time of each repetition [s], and what was measured with its errors.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import astropy.units as u
import gammapy
import numpy as np
from astropy.coordinates import SkyCoord
from astropy.time import Time
from gammapy.data import DataStore
from gammapy.datasets import Datasets, MapDataset, SpectrumDataset
from gammapy.estimators import FluxProfileEstimator
from gammapy.makers import ReflectedRegionsBackgroundMaker, SafeMaskMaker, SpectrumDatasetMaker
from gammapy.maps import MapAxis, RegionGeom
from gammapy.modeling import Fit
from gammapy.modeling.models import PowerLawSpectralModel, SkyModel
from gammapy.utils.regions import make_orthogonal_rectangle_sky_regions
from regions import CircleSkyRegion


def flare(data):
    source = SkyCoord(329.71693826, -30.2255890, unit="deg", frame="icrs")
    store = DataStore.from_dir(data / "hess-dl3-dr1")
    near = {"type": "sky_circle", "frame": "icrs", "lon": source.ra, "lat": source.dec, "radius": 2 * u.deg}
    runs = store.get_observations(store.obs_table.select_observations(near)["OBS_ID"])
    energy = MapAxis.from_energy_bounds("0.4 TeV", "20 TeV", nbin=10)
    energy_true = MapAxis.from_energy_bounds("0.1 TeV", "40 TeV", nbin=20, name="energy_true")
    geometry = RegionGeom.create(CircleSkyRegion(source, 0.11 * u.deg), axes=[energy])
    empty = SpectrumDataset.create(geom=geometry, energy_axis_true=energy_true)
    spectrum = SpectrumDatasetMaker(containment_correction=True, selection=["counts", "exposure", "edisp"])
    background = ReflectedRegionsBackgroundMaker()
    mask = SafeMaskMaker(methods=["aeff-max"], aeff_percent=10)
    start = Time("2006-07-29T20:30:00", scale="utc").tt
    found = []
    for k in range(24):
        interval = start + [k * 15, (k + 1) * 15] * u.min
        datasets = Datasets()
        for part, run in enumerate(runs.select_time(interval)):
            dataset = spectrum.run(empty.copy(name=f"{k}-{part}"), run)
            datasets.append(mask.run(background.run(dataset, run), run))
        if len(datasets) == 0:
            continue
        model = PowerLawSpectralModel(index=3, amplitude="2e-11 cm-2 s-1 TeV-1", reference="1 TeV")
        datasets.models = [SkyModel(spectral_model=model)]
        Fit(backend="minuit").run(datasets)
        found.append([model.index.value, model.index.error])
    return found


def galactic_plane(data):
    dataset = MapDataset.read(data / "fermi-3fhl-gc" / "fermi-3fhl-gc.fits.gz", name="map")
    ends = [SkyCoord(longitude, 0, unit="deg", frame="galactic") for longitude in (10, 350)]
    regions = make_orthogonal_rectangle_sky_regions(
        start_pos=ends[0], end_pos=ends[1], wcs=dataset.counts.geom.wcs, height=3 * u.deg, nbin=51
    )
    # Gammapy 2 refuses regions that an edge of the mask crosses, 9 degrees from the center.
    is_strict = not gammapy.__version__.startswith("1.")
    taken = [k for k, region in enumerate(regions) if not is_strict or not is_across(region, 9 * u.deg)]
    # The name of the model's argument changed.
    estimator = FluxProfileEstimator(
        [regions[k] for k in taken],
        PowerLawSpectralModel(index=2.3),
        energy_edges=[10, 2000] * u.GeV,
        selection_optional=["ul"],
    )
    profile = estimator.run(datasets=dataset)
    # JSON has no NaN.
    found = [[None, None] for _ in regions]
    for k, *pair in zip(taken, profile.norm.data.squeeze(), profile.norm_err.data.squeeze()):
        found[k] = [float(x) if np.isfinite(x) else None for x in pair]
    return found


def is_across(region, edge):
    return abs(abs(region.center.galactic.l.wrap_at("180d")) - edge) < region.width / 2


def main():
    job = {"flare": flare, "galactic-plane": galactic_plane}[sys.argv[1]]
    data = Path(sys.argv[2])
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    walls, processor, found = [], [], []
    for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
        wall, used = time.perf_counter(), time.process_time()
        found = job(data)
        walls.append(time.perf_counter() - wall)
        processor.append(time.process_time() - used)
    print(json.dumps({"version": gammapy.__version__, "wall": walls, "processor": processor, "found": found}))


main()
