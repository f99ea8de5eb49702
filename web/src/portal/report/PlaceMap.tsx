import 'leaflet/dist/leaflet.css';
import L from 'leaflet';
import { useEffect, useRef } from 'react';
import type { RegionsView } from '../../../../src/server/public/region-view.js';
import { currentLanguage, useWords } from '../../shared/language';
import type { Position } from './position';

interface PlaceMapProps {
  map: RegionsView['map'];
  position?: Position;
  /** With the county's name, where the boundaries tell. */
  onChoose(position: Position, county?: string): void;
}

/** A street map where the installation has one, else the counties by their boundaries, which need no network. */
export default function PlaceMap({ map, position, onChoose }: PlaceMapProps) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const marker = useRef<L.Marker | undefined>(undefined);
  const drawn = useRef<L.Map | undefined>(undefined);

  useEffect(() => {
    if (!box.current) return undefined;
    const leaflet = L.map(box.current, { attributionControl: Boolean(map.tiles), zoomSnap: 0.25 });
    leaflet.attributionControl?.setPrefix(false);
    leaflet.setView([33.35, 120.16], 8);
    drawn.current = leaflet;
    const datum = map.tiles?.datum ?? 'wgs84';
    const take = ({ lat, lng }: L.LatLng, county?: string) => choose.current({ lat, lng, datum }, county);
    if (map.tiles) L.tileLayer(map.tiles.url, { attribution: escape(map.tiles.attribution) }).addTo(leaflet);
    leaflet.on('click', ({ latlng }) => take(latlng));
    // The boundaries are WGS 84 as far as anybody knows: over a shifted street map they would mislead.
    if (map.boundaries && !map.tiles) void drawCounties(leaflet, map.boundaries, take);
    return () => void leaflet.remove();
  }, [map]);

  useEffect(() => {
    marker.current?.remove();
    if (!position || !drawn.current) return;
    const icon = L.divIcon({ className: 'map-pin', iconSize: [24, 24], iconAnchor: [12, 24] });
    marker.current = L.marker(position, { icon, keyboard: false, interactive: false }).addTo(drawn.current);
  }, [position]);

  return (
    <figure className="map">
      <div ref={box} className="map-box" role="application" aria-label={words('mapLabel')} />
      <figcaption className="hint">{words('mapHint')}</figcaption>
    </figure>
  );
}

async function drawCounties(
  leaflet: L.Map,
  path: string,
  take: (at: L.LatLng, county?: string) => void,
): Promise<void> {
  const response = await fetch(path).catch(() => undefined);
  if (!response?.ok) return;
  const boundaries: GeoJSON.FeatureCollection<GeoJSON.MultiPolygon, { name: string }> = await response.json();
  const layer = L.geoJSON(boundaries, {
    style: { className: 'map-county', weight: 1.5 },
    onEachFeature: ({ properties }, shape: L.Layer) => {
      const { name } = properties;
      shape.bindTooltip(name, {
        permanent: true,
        direction: 'center',
        className: 'map-name',
        pane: 'tooltipPane',
      });
      shape.on('click', (event: L.LeafletMouseEvent) => {
        L.DomEvent.stopPropagation(event);
        take(event.latlng, name);
      });
    },
  }).addTo(leaflet);
  leaflet.fitBounds(layer.getBounds(), { padding: [12, 12] });
  leaflet.getContainer().lang = currentLanguage();
}

/** Leaflet sets attributions as HTML; ours is a setting, and a setting is text. */
function escape(text: string): string {
  const element = document.createElement('span');
  element.textContent = text;
  return element.innerHTML;
}
