// The map of the overview: which picture draws it, what is drawn, and what is told of it in words.

import { type Cell, type Mark, type Spot, cellsAt, marksAt } from "../map/marks";
import { type Bounds, type View, viewOf } from "../map/mercator";
import { outlines } from "../map/outlines";
import type { Picture } from "../map/picture";

const LABEL =
  "Map of the events. Arrow keys move it, plus and minus zoom, n and p go through its marks. " +
  "The places are listed in words below.";

export interface MapWords {
  caption: string;
  /** The places in view with the most events. */
  places: { spot: Spot; events: number }[];
}

export class OverviewMap {
  private counts: readonly number[] = [];
  private marks: Mark[] = [];
  private dense = false;
  private chosen = -1;

  private constructor(
    private readonly picture: Picture,
    private spots: readonly Spot[],
    private readonly box: HTMLElement,
  ) {}

  /** `view` is where to look; without it all places with events are shown. */
  static async make(
    box: HTMLElement,
    spots: readonly Spot[],
    counts: readonly number[],
    view: View | null,
  ): Promise<OverviewMap> {
    const start = view ?? allOf(spots, counts, box);
    const map = new OverviewMap(await pictureIn(box, start), spots, box);
    box.dataset["picture"] = map.picture.kind;
    return map;
  }

  /** `changed` is called when the view has come to rest, `picked` with a mark that was chosen. */
  listen(changed: () => void, picked: (mark: Mark | null) => void): void {
    let zoom = this.picture.view().zoom;
    this.picture.onRest(() => {
      const now = this.picture.view().zoom;
      if (Math.abs(now - zoom) > 0.01) this.draw();
      zoom = now;
      changed();
    });
    this.picture.onPick(picked);
    this.box.addEventListener("keydown", (event) => {
      const step = { n: 1, p: -1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      const seen = this.marks.filter((mark) => inside(mark, this.picture.bounds()));
      if (!seen.length) return;
      this.chosen = (this.chosen + step + seen.length) % seen.length;
      picked(seen[this.chosen] ?? null);
      event.preventDefault();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.picture.recolour());
  }

  /** Other places than before; their counts follow. */
  move(spots: readonly Spot[]): void {
    this.spots = spots;
  }

  show(counts: readonly number[]): void {
    this.counts = counts;
    this.draw();
  }

  /** Density instead of marks. */
  showDensity(dense: boolean): void {
    this.dense = dense;
    this.draw();
  }

  fit(): void {
    this.picture.show(allOf(this.spots, this.counts, this.box));
    this.draw();
  }

  zoomBy(step: number): void {
    this.picture.zoomBy(step);
  }

  lookAt(area: Bounds): void {
    this.picture.show(viewOf(area, this.box.clientWidth, this.box.clientHeight));
    this.draw();
  }

  view(): View {
    return this.picture.view();
  }

  bounds(): Bounds {
    return this.picture.bounds();
  }

  /** What is in view, in words. */
  words(): MapWords {
    const area = this.picture.bounds();
    const seen = this.spots
      .map((spot, i) => ({ spot, events: this.counts[i] ?? 0 }))
      .filter(({ spot, events }) => events > 0 && inside(spot, area));
    seen.sort((a, b) => b.events - a.events);
    const events = seen.reduce((sum, one) => sum + one.events, 0);
    const undrawn = this.spots.reduce((sum, spot, i) => sum + (Number.isNaN(spot.lat) ? (this.counts[i] ?? 0) : 0), 0);
    const told = [`${plural(seen.length, "place")} in view, with ${plural(events, "event")} at them.`];
    if (undrawn) told.push(`${plural(undrawn, "event")} at places whose position is not known are not drawn.`);
    return { caption: told.join(" "), places: seen.slice(0, 12) };
  }

  private draw(): void {
    this.chosen = -1;
    const { zoom } = this.picture.view();
    const placed = this.counts.map((n, i) => (Number.isNaN(this.spots[i]?.lat ?? NaN) ? 0 : n));
    const cells: Cell[] = this.dense ? cellsAt(this.spots, placed, zoom) : [];
    const marks = marksAt(this.spots, placed, zoom);
    this.marks = this.dense ? marks.filter((mark) => mark.kind === "country") : marks;
    this.picture.draw({ marks: this.marks, cells, shades: this.shades() });
  }

  private shades(): Map<string, number> {
    const by = new Map<string, number>();
    this.spots.forEach((spot, i) => {
      const n = this.counts[i] ?? 0;
      if (n && spot.precision === "country" && spot.country) by.set(spot.country, (by.get(spot.country) ?? 0) + n);
    });
    const most = Math.max(1, ...by.values());
    return new Map([...by].map(([iso2, n]) => [iso2, Math.log1p(n) / Math.log1p(most)]));
  }
}

/** WebGL where the browser has it, else a canvas; a background map from elsewhere can be drawn by WebGL alone. */
async function pictureIn(box: HTMLElement, view: View): Promise<Picture> {
  const land = outlines();
  const tiles = box.dataset["tiles"] ?? "";
  if (hasWebgl(Boolean(tiles))) {
    try {
      const { webglPicture } = await import("../map/webgl");
      return await webglPicture(box, LABEL, await land, view, tiles);
    } catch (error) {
      console.warn("the map is drawn without WebGL:", error);
      box.replaceChildren();
      box.className = "map-box";
    }
  }
  const { CanvasPicture } = await import("../map/canvas");
  return new CanvasPicture(box, LABEL, await land, view);
}

/** Whether there is WebGL, and, unless it is needed, whether a graphics card does its work: else a canvas is faster. */
function hasWebgl(needed: boolean): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: !needed });
  if (!context || needed) return Boolean(context);
  const told = context.getExtension("WEBGL_debug_renderer_info");
  const by = told ? String(context.getParameter(told.UNMASKED_RENDERER_WEBGL)) : "";
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(by);
}

function allOf(spots: readonly Spot[], counts: readonly number[], box: HTMLElement): View {
  const shown = spots.filter((spot, i) => counts[i] && !Number.isNaN(spot.lat));
  if (!shown.length) return { lon: 15, lat: 25, zoom: 0.5 };
  const lons = shown.map((spot) => spot.lon);
  const lats = shown.map((spot) => spot.lat);
  const area = { west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats) };
  return viewOf(area, box.clientWidth || 600, box.clientHeight || 400);
}

function inside({ lon, lat }: { lon: number; lat: number }, area: Bounds): boolean {
  const across = area.west <= area.east ? lon >= area.west && lon <= area.east : lon >= area.west || lon <= area.east;
  return across && lat >= area.south && lat <= area.north;
}

export function plural(n: number, word: string): string {
  return `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
}
