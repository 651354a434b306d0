// The map drawn by MapLibre GL.

import "maplibre-gl/dist/maplibre-gl.css";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import {
  type AllPaintProperties,
  type GeoJSONSource, type LayerSpecification, Map as Drawing, setWorkerUrl } from "maplibre-gl";
import type { Feature, FeatureCollection, Polygon } from "geojson";
import { type Mark, radiusOf, short } from "./marks";
import { type Bounds, type View, around, project, unitsOfKm, unproject } from "./mercator";
import type { Outline } from "./outlines";
import { type Colours, type Drawn, type Picture, colours } from "./picture";
import { type Ground, groundOf } from "./tiles";

const ROUND = 48; // corners of a circle
const PICKED = ["spots", "areas", "names"];

setWorkerUrl(workerAddress);

/** Make the map, once all it draws is there. `tiles` is the address of a background map, "" for the outlines. */
export async function webglPicture(
  box: HTMLElement,
  label: string,
  outlines: readonly Outline[],
  view: View,
  tiles: string,
): Promise<Picture> {
  const ink = colours();
  const ground: Ground = tiles ? await groundOf(tiles, ink) : { sources: {}, layers: [] };
  const map = new Drawing({
    container: box,
    center: [view.lon, view.lat],
    zoom: view.zoom,
    maxZoom: tiles ? 16 : 12,
    attributionControl: tiles ? { compact: true } : false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: { "Map.Title": label },
    style: {
      version: 8,
      ...(ground.sprite ? { sprite: ground.sprite } : {}),
      ...(ground.glyphs ? { glyphs: ground.glyphs } : {}),
      sources: {
        ...ground.sources,
        land: { type: "geojson", data: landOf(outlines), tolerance: 0.4 },
        cells: { type: "geojson", data: none() },
        areas: { type: "geojson", data: none() },
        marks: { type: "geojson", data: none() },
      },
      layers: [...under(ink, ground, Boolean(tiles)), ...over(ink)],
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise<void>((done, failed) => {
    map.once("load", () => done());
    // A tile that cannot be had leaves a hole; anything else that fails before the map stands leaves none.
    map.on("error", (event) => "sourceId" in event || failed(event.error));
  });
  return new WebglPicture(map, new Map(outlines.flatMap((o, i) => (o.iso2 ? [[o.iso2, i + 1]] : []))));
}

class WebglPicture implements Picture {
  readonly kind = "webgl";
  private drawn: Drawn = { marks: [], cells: [], shades: new Map() };
  private shaded: string[] = [];
  private pick: (mark: Mark | null) => void = () => {};

  constructor(
    private readonly map: Drawing,
    private readonly numbers: ReadonlyMap<string, number>,
  ) {
    map.on("click", (event) => {
      const [found] = map.queryRenderedFeatures(event.point, { layers: PICKED });
      this.pick(found ? (this.drawn.marks[Number(found.properties["i"])] ?? null) : null);
    });
    for (const layer of PICKED) {
      map.on("mouseenter", layer, () => map.getCanvas().classList.add("over-mark"));
      map.on("mouseleave", layer, () => map.getCanvas().classList.remove("over-mark"));
    }
  }

  draw(drawn: Drawn): void {
    this.drawn = drawn;
    const most = Math.max(1, ...drawn.cells.map((cell) => cell.count));
    this.set("cells", drawn.cells.map((cell) => square(cell, Math.log1p(cell.count) / Math.log1p(most))));
    const areas = drawn.marks.flatMap((mark, i) => (mark.kind === "area" ? [circle(mark, i)] : []));
    this.set("areas", areas);
    this.set("marks", drawn.marks.map(point));
    for (const iso2 of this.shaded) this.shade(iso2, 0);
    this.shaded = [...drawn.shades.keys()];
    for (const [iso2, share] of drawn.shades) this.shade(iso2, 0.1 + 0.3 * share);
  }

  view(): View {
    const { lng, lat } = this.map.getCenter();
    return { lon: around(lng), lat, zoom: this.map.getZoom() };
  }

  bounds(): Bounds {
    const seen = this.map.getBounds();
    const whole = seen.getEast() - seen.getWest() >= 360;
    return {
      west: whole ? -180 : around(seen.getWest()),
      south: Math.max(-90, seen.getSouth()),
      east: whole ? 180 : around(seen.getEast()),
      north: Math.min(90, seen.getNorth()),
    };
  }

  show(view: View): void {
    this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  zoomBy(step: number): void {
    this.map.zoomTo(this.map.getZoom() + step, { duration: 200 });
  }

  onRest(then: () => void): void {
    this.map.on("moveend", then);
  }

  onPick(then: (mark: Mark | null) => void): void {
    this.pick = then;
  }

  recolour(): void {
    const ink = colours();
    const wanted = [...under(ink, { sources: {}, layers: [] }, false), ...over(ink)];
    for (const layer of wanted.filter((one) => this.map.getLayer(one.id))) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        this.map.setPaintProperty(layer.id, name as keyof AllPaintProperties, value);
      }
    }
  }

  private set(source: string, features: Feature[]): void {
    void (this.map.getSource(source) as GeoJSONSource).setData({ type: "FeatureCollection", features });
  }

  private shade(iso2: string, share: number): void {
    const id = this.numbers.get(iso2);
    if (id !== undefined) this.map.setFeatureState({ source: "land", id }, { share });
  }
}

function under(ink: Colours, ground: Ground, tiled: boolean): LayerSpecification[] {
  const land: LayerSpecification[] = tiled
    ? ground.layers
    : [{ id: "land", type: "fill", source: "land", paint: { "fill-color": ink.land, "fill-antialias": false } }];
  return [
    { id: "sea", type: "background", paint: { "background-color": ink.sea } },
    ...land,
    {
      id: "shades",
      type: "fill",
      source: "land",
      paint: { "fill-color": ink.mark, "fill-opacity": ["coalesce", ["feature-state", "share"], 0] },
    },
    { id: "borders", type: "line", source: "land", paint: { "line-color": ink.border, "line-width": 0.8 } },
  ];
}

function over(ink: Colours): LayerSpecification[] {
  return [
    {
      id: "cells",
      type: "fill",
      source: "cells",
      paint: { "fill-color": ink.mark, "fill-opacity": ["+", 0.2, ["*", 0.75, ["get", "share"]]] },
    },
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ink.mark, "fill-opacity": 0.16 } },
    {
      id: "area-edges",
      type: "line",
      source: "areas",
      paint: { "line-color": ink.mark, "line-width": 1.8, "line-dasharray": [3, 2] },
    },
    {
      id: "spots",
      type: "circle",
      source: "marks",
      filter: [">", ["get", "radius"], 0],
      paint: {
        "circle-radius": ["get", "radius"],
        "circle-color": ink.mark,
        "circle-opacity": ["case", ["get", "vague"], 0.2, 0.92],
        "circle-stroke-width": ["case", ["get", "vague"], 2.5, 1.2],
        "circle-stroke-color": ["case", ["get", "vague"], ink.mark, ink.halo],
      },
    },
    {
      id: "names",
      type: "symbol",
      source: "marks",
      layout: {
        "text-field": ["get", "text"],
        "text-font": ["sans-serif"],
        "text-size": 12,
        "text-allow-overlap": true,
        "symbol-sort-key": ["-", 0, ["get", "count"]],
      },
      paint: {
        "text-color": ["case", ["get", "plain"], ink.text, ink.onMark],
        "text-halo-color": ink.halo,
        "text-halo-width": ["case", ["get", "plain"], 2, 0],
      },
    },
  ];
}

function landOf(outlines: readonly Outline[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: outlines.map((outline, i) => ({
      type: "Feature",
      id: i + 1,
      properties: {},
      geometry: { type: "MultiPolygon", coordinates: outline.polygons },
    })),
  };
}

function point(mark: Mark, i: number): Feature {
  const drawn = mark.kind === "spot" || mark.kind === "group";
  const plain = mark.vague || !drawn;
  return {
    type: "Feature",
    properties: {
      i,
      radius: drawn ? radiusOf(mark) : 0,
      vague: mark.vague,
      plain,
      count: mark.count,
      text: mark.count > 1 || mark.kind === "country" ? short(mark.count) : "",
    },
    geometry: { type: "Point", coordinates: [mark.lon, mark.lat] },
  };
}

function circle(mark: Mark, i: number): Feature<Polygon> {
  const { x, y } = project(mark.lon, mark.lat);
  const radius = unitsOfKm(mark.radiusKm, mark.lat);
  const ring = Array.from({ length: ROUND + 1 }, (_, corner) => {
    const turn = ((corner % ROUND) / ROUND) * 2 * Math.PI;
    const { lon, lat } = unproject({ x: x + radius * Math.cos(turn), y: y + radius * Math.sin(turn) });
    return [lon, lat];
  });
  return { type: "Feature", properties: { i }, geometry: { type: "Polygon", coordinates: [ring] } };
}

function square(cell: { west: number; south: number; east: number; north: number }, share: number): Feature {
  const { west, south, east, north } = cell;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Feature", properties: { share }, geometry: { type: "Polygon", coordinates: [ring] } };
}

function none(): FeatureCollection {
  return { type: "FeatureCollection", features: [] };
}
