// Web Mercator, with the world as the unit square: x from west to east, y from north to south.

export interface Point {
  x: number;
  y: number;
}

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** Pixels of the world's side at zoom 0, as MapLibre counts. */
export const TILE = 512;
export const HIGHEST_LAT = 85.051129;
const EARTH_KM = 40075.017;

export function project(lon: number, lat: number): Point {
  const bound = Math.max(-HIGHEST_LAT, Math.min(HIGHEST_LAT, lat));
  const s = Math.sin((bound * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI) };
}

export function unproject({ x, y }: Point): { lon: number; lat: number } {
  return { lon: (x - 0.5) * 360, lat: (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90 };
}

/** Pixels of the world's side at a zoom. */
export function worldSize(zoom: number): number {
  return TILE * 2 ** zoom;
}

/** How much of the unit square a length on the ground takes at a latitude. */
export function unitsOfKm(km: number, lat: number): number {
  return km / (EARTH_KM * Math.cos((Math.min(Math.abs(lat), HIGHEST_LAT) * Math.PI) / 180));
}

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The view that shows an area in a window of so many pixels, no closer than `closest`. */
export function viewOf(area: Bounds, width: number, height: number, closest = 9): View {
  const a = project(area.west, area.north);
  const b = project(area.east, area.south);
  const across = Math.max(b.x - a.x, 1e-6);
  const down = Math.max(b.y - a.y, 1e-6);
  const zoom = Math.log2(Math.min((width * 0.86) / across, (height * 0.86) / down) / TILE);
  const middle = unproject({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  return { ...middle, zoom: Math.max(lowest(width, height), Math.min(closest, zoom)) };
}

/** The zoom at which the world fills the window from top to bottom, and no less than 0. */
export function lowest(_width: number, height: number): number {
  return Math.max(0, Math.log2((height * 0.98) / TILE));
}

/** What a window of so many pixels shows. */
export function boundsOf(view: View, width: number, height: number): Bounds {
  const size = worldSize(view.zoom);
  const middle = project(view.lon, view.lat);
  const a = unproject({ x: middle.x - width / size / 2, y: middle.y - height / size / 2 });
  const b = unproject({ x: middle.x + width / size / 2, y: middle.y + height / size / 2 });
  const whole = width / size >= 1;
  return {
    west: whole ? -180 : around(a.lon),
    south: Math.max(b.lat, -90),
    east: whole ? 180 : around(b.lon),
    north: Math.min(a.lat, 90),
  };
}

/** A longitude within -180..180. */
export function around(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
