// A background map from elsewhere, where the desk was started with its address: a style, raster tiles or PMTiles.

import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Colours } from "./picture";

/** What lies under the marks: sources and layers, without those that the desk draws itself. */
export interface Ground {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
  sprite?: StyleSpecification["sprite"];
  glyphs?: string;
}

/** The ground of an address: "https://.../style.json", "https://.../{z}/{x}/{y}.png" or "https://.../world.pmtiles". */
export async function groundOf(address: string, ink: Colours): Promise<Ground> {
  if (/\.pmtiles($|\?)/.test(address)) return archive(address.replace(/^pmtiles:\/\//, ""), ink);
  if (address.includes("{z}")) return raster(address);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the background map ${address} answers ${answer.status}`);
  const style = (await answer.json()) as StyleSpecification;
  return {
    sources: style.sources,
    layers: style.layers,
    ...(style.sprite ? { sprite: style.sprite } : {}),
    ...(style.glyphs ? { glyphs: style.glyphs } : {}),
  };
}

function raster(address: string): Ground {
  return {
    sources: { ground: { type: "raster", tiles: [address], tileSize: 256 } },
    layers: [{ id: "ground", type: "raster", source: "ground" }],
  };
}

async function archive(address: string, ink: Colours): Promise<Ground> {
  const [{ PMTiles, Protocol, TileType }, { addProtocol }] = await Promise.all([
    import("pmtiles"),
    import("maplibre-gl"),
  ]);
  const protocol = new Protocol();
  const file = new PMTiles(address);
  protocol.add(file);
  addProtocol("pmtiles", protocol.tile);
  const url = `pmtiles://${address}`;
  const { tileType } = await file.getHeader();
  if (tileType !== TileType.Mvt) {
    return {
      sources: { ground: { type: "raster", url, tileSize: 256 } },
      layers: [{ id: "ground", type: "raster", source: "ground" }],
    };
  }
  const { vector_layers } = (await file.getMetadata()) as { vector_layers?: { id: string }[] };
  const names = (vector_layers ?? []).map((layer) => layer.id);
  return { sources: { ground: { type: "vector", url } }, layers: names.flatMap((name) => plain(name, ink)) };
}

/** A plain drawing of a layer by what its name says it holds; its words are left out, for they need fonts. */
function plain(name: string, ink: Colours): LayerSpecification[] {
  const base = { source: "ground", "source-layer": name };
  if (/water|ocean|sea/.test(name)) return [{ ...base, id: name, type: "fill", paint: { "fill-color": ink.sea } }];
  if (/earth|^land$/.test(name)) return [{ ...base, id: name, type: "fill", paint: { "fill-color": ink.land } }];
  if (/road|transport|boundar|admin/.test(name)) {
    return [{ ...base, id: name, type: "line", paint: { "line-color": ink.border, "line-width": 0.8 } }];
  }
  return [];
}
