// The countries' outlines of Natural Earth: the same file that draws the maps of a briefing (see
// tacitus.publishing.basemap_build, which cuts them at the antimeridian).

import address from "../../../src/tacitus/publishing/basemap.json?url";

/** One country: its ISO 3166-1 code, where it has one, and polygons of rings of [lon, lat]; the first ring is the edge. */
export interface Outline {
  name: string;
  iso2: string | null;
  polygons: [number, number][][][];
}

interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: {
    countries: { geometries: { id: string | null; properties: { name: string }; arcs: number[][][] }[] };
  };
}

/** Fetch the outlines and take them apart. */
export async function outlines(): Promise<Outline[]> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the outlines of countries cannot be loaded (${answer.status})`);
  return decoded((await answer.json()) as Topology);
}

function decoded({ transform, arcs, objects }: Topology): Outline[] {
  const lines = arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]): [number, number] => {
      x += dx;
      y += dy;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  const joined = (ring: number[]): [number, number][] =>
    ring.flatMap((i, position) => {
      const line = i >= 0 ? (lines[i] ?? []) : [...(lines[~i] ?? [])].reverse();
      return position ? line.slice(1) : line;
    });
  return objects.countries.geometries.map((one) => ({
    name: one.properties.name,
    iso2: one.id,
    polygons: one.arcs.map((polygon) => polygon.map(joined)),
  }));
}

/** A point well inside the largest part of a country, for its label. */
export function middleOf(outline: Outline): [number, number] {
  let largest = -1;
  let found: [number, number] = [0, 0];
  for (const [ring] of outline.polygons) {
    if (!ring) continue;
    const { area, centre } = centroid(ring);
    if (area > largest) {
      largest = area;
      found = centre;
    }
  }
  return found;
}

function centroid(ring: [number, number][]): { area: number; centre: [number, number] } {
  let doubled = 0;
  let x = 0;
  let y = 0;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
    const cross = ax * by - bx * ay;
    doubled += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  const first = ring[0] ?? [0, 0];
  if (!doubled) return { area: 0, centre: first };
  return { area: Math.abs(doubled / 2), centre: [x / (3 * doubled), y / (3 * doubled)] };
}
