// The map's symbols, drawn on a canvas when the map first asks for one. Names carry what is drawn:
//   mark|health        a small mark for the whole province: the shape alone
//   device|kind|health a device: shape is health, the drawing inside is the kind
//   hatch|severity     lines over a commune that alerts are about
//   hamlet             a place that an alert names
//   mix|a|b|c|d|e|worst|size  a cluster: the ring is the mix of health in sixteenths (order of the wire), the centre the worst
import { healthColour } from './colours';
import type { MapColours } from './colours';

export const pixelRatio = 2;

export function drawIcon(name: string, colours: MapColours): ImageData | null {
  const [type, ...parts] = name.split('|');
  if (type === 'hatch') return drawHatch(colours, parts[0] ?? '');
  if (type === 'hamlet') return draw(14, (canvas) => drawHamlet(canvas, colours));
  const numbers = parts.map(Number);
  if (numbers.some((part) => !Number.isFinite(part))) return null;
  if (type === 'mark') return draw(13, (canvas) => drawMark(canvas, numbers[0] ?? 0, colours));
  if (type === 'device') return draw(28, (canvas) => drawDevice(canvas, numbers[0] ?? 1, numbers[1] ?? 0, colours));
  if (type === 'mix') return draw(numbers[6] ?? 34, (canvas) => drawMix(canvas, numbers.slice(0, 5), numbers[5] ?? 0, numbers[6] ?? 34, colours));
  return null;
}

function draw(size: number, paint: (canvas: CanvasRenderingContext2D) => void): ImageData | null {
  const element = document.createElement('canvas');
  element.width = element.height = size * pixelRatio;
  const canvas = element.getContext('2d', { willReadFrequently: true });
  if (!canvas) return null;
  canvas.scale(pixelRatio, pixelRatio);
  canvas.translate(size / 2, size / 2);
  canvas.lineJoin = 'round';
  canvas.lineCap = 'round';
  paint(canvas);
  return canvas.getImageData(0, 0, element.width, element.height);
}

/** Traces the health's shape around the middle, with the given radius. */
function shapePath(canvas: CanvasRenderingContext2D, health: number, radius: number): void {
  canvas.beginPath();
  if (health === 2) {
    const r = radius * 1.18;
    canvas.moveTo(0, -r);
    canvas.lineTo(r * 0.95, r * 0.68);
    canvas.lineTo(-r * 0.95, r * 0.68);
    canvas.closePath();
  } else if (health === 3) {
    const r = radius * 1.16;
    canvas.moveTo(0, -r);
    canvas.lineTo(r, 0);
    canvas.lineTo(0, r);
    canvas.lineTo(-r, 0);
    canvas.closePath();
  } else {
    canvas.arc(0, 0, radius, 0, Math.PI * 2);
  }
}

function drawMark(canvas: CanvasRenderingContext2D, health: number, colours: MapColours): void {
  const colour = healthColour(colours, health);
  shapePath(canvas, health, 4.2);
  canvas.lineWidth = 3;
  canvas.strokeStyle = colours['map-halo'];
  canvas.stroke();
  if (health === 4 || health === 0) {
    canvas.fillStyle = colours['map-halo'];
    canvas.fill();
    canvas.strokeStyle = colour;
    canvas.lineWidth = 1.8;
    if (health === 0) canvas.setLineDash([1.6, 2.4]);
    shapePath(canvas, health, 3.6);
    canvas.stroke();
    return;
  }
  canvas.fillStyle = colour;
  canvas.fill();
}

function drawDevice(canvas: CanvasRenderingContext2D, kind: number, health: number, colours: MapColours): void {
  const colour = healthColour(colours, health);
  const hollow = health === 4 || health === 0;
  shapePath(canvas, health, 10.4);
  canvas.lineWidth = 2.6;
  canvas.strokeStyle = colours['map-halo'];
  canvas.stroke();
  canvas.fillStyle = hollow ? colours['map-halo'] : colour;
  canvas.fill();
  if (hollow) {
    canvas.strokeStyle = colour;
    canvas.lineWidth = 2;
    if (health === 0) canvas.setLineDash([2, 3.4]);
    shapePath(canvas, health, 9.6);
    canvas.stroke();
    canvas.setLineDash([]);
  }
  canvas.strokeStyle = canvas.fillStyle = hollow ? colour : colours['mark-ink'];
  canvas.lineWidth = 1.5;
  if (health === 2) {
    canvas.translate(0, 1.6);
    canvas.scale(0.82, 0.82);
  }
  drawKind(canvas, kind);
}

function drawKind(canvas: CanvasRenderingContext2D, kind: number): void {
  canvas.beginPath();
  if (kind === 1) {
    canvas.moveTo(-4.6, -1.5);
    canvas.lineTo(-2, -1.5);
    canvas.lineTo(2.2, -4.4);
    canvas.lineTo(2.2, 4.4);
    canvas.lineTo(-2, 1.5);
    canvas.lineTo(-4.6, 1.5);
    canvas.closePath();
    canvas.fill();
    canvas.beginPath();
    canvas.arc(2.4, 0, 2.8, -0.9, 0.9);
    canvas.stroke();
  } else if (kind === 2) {
    for (const radius of [2.6, 5.2]) {
      canvas.moveTo(-radius * 0.72, 2.6 - radius * 0.72);
      canvas.arc(0, 2.6, radius, -Math.PI * 0.75, -Math.PI * 0.25);
    }
    canvas.stroke();
    canvas.beginPath();
    canvas.arc(0, 2.8, 1.2, 0, Math.PI * 2);
    canvas.fill();
  } else {
    canvas.moveTo(-2.6, 5);
    canvas.lineTo(0, -2.4);
    canvas.lineTo(2.6, 5);
    canvas.moveTo(-1.5, 2);
    canvas.lineTo(1.5, 2);
    canvas.stroke();
    canvas.beginPath();
    canvas.arc(0, -3, 3.1, -0.8, 0.8);
    canvas.stroke();
    canvas.beginPath();
    canvas.arc(0, -3, 3.1, Math.PI - 0.8, Math.PI + 0.8);
    canvas.stroke();
  }
}

/** Sixteenths: enough to see a share, few enough that the number of different images stays small. */
const mixParts = 16;

function drawMix(canvas: CanvasRenderingContext2D, mix: number[], worst: number, size: number, colours: MapColours): void {
  const radius = size / 2 - 3.5;
  canvas.beginPath();
  canvas.arc(0, 0, radius + 3, 0, Math.PI * 2);
  canvas.fillStyle = colours['map-halo'];
  canvas.globalAlpha = 0.92;
  canvas.fill();
  canvas.globalAlpha = 1;
  // The wire's order is unknown, ok, degraded, faulty, offline; trouble begins at twelve o'clock, ok fills what is left.
  const order = [3, 4, 2, 0, 1];
  const trouble = mix.reduce((sum, part, health) => (health === 1 ? sum : sum + part), 0);
  const scale = Math.max(mixParts, trouble);
  let at = 0;
  canvas.lineCap = 'butt';
  for (const health of order) {
    const part = health === 1 ? scale - trouble : (mix[health] ?? 0);
    if (part <= 0) continue;
    const from = -Math.PI / 2 + (at / scale) * Math.PI * 2;
    const to = -Math.PI / 2 + ((at + part) / scale) * Math.PI * 2;
    canvas.beginPath();
    canvas.arc(0, 0, radius, from + (part < scale ? 0.05 : 0), to);
    canvas.strokeStyle = healthColour(colours, health);
    strokePart(canvas, health, colours);
    at += part;
  }
  if (worst >= 2) {
    canvas.translate(0, -radius * 0.42);
    canvas.scale(0.86, 0.86);
    drawMark(canvas, worst, colours);
  }
}

/** A ring's part as a bar's (theme/bars.css): ok plain and thin, degraded broken, faulty full, offline hollow, unknown dotted. */
function strokePart(canvas: CanvasRenderingContext2D, health: number, colours: MapColours): void {
  canvas.lineWidth = health === 1 ? 2.4 : 3.8;
  canvas.setLineDash(health === 2 ? [3, 1.2] : health === 0 ? [1.4, 1.8] : []);
  canvas.stroke();
  canvas.setLineDash([]);
  if (health !== 4) return;
  canvas.lineWidth = 1.4;
  canvas.strokeStyle = colours['map-halo'];
  canvas.stroke();
}

/** Severity adds weight, not hue: a critical area's lines are thicker. The tile repeats, so its lines leave where they enter. */
function drawHatch(colours: MapColours, severity: string): ImageData | null {
  const size = 9;
  const colour = severity === 'critical' ? colours.critical : severity === 'major' ? colours.major : colours.minor;
  return draw(size, (canvas) => {
    canvas.translate(-size / 2, -size / 2);
    canvas.strokeStyle = colour;
    canvas.globalAlpha = 0.6;
    canvas.lineWidth = severity === 'critical' ? 2 : 1.2;
    canvas.lineCap = 'square';
    canvas.beginPath();
    for (const shift of [-size, 0, size]) {
      canvas.moveTo(shift, size);
      canvas.lineTo(shift + size, 0);
    }
    canvas.stroke();
  });
}

function drawHamlet(canvas: CanvasRenderingContext2D, colours: MapColours): void {
  canvas.beginPath();
  canvas.rect(-4, -4, 8, 8);
  canvas.lineWidth = 3.4;
  canvas.strokeStyle = colours['map-halo'];
  canvas.stroke();
  canvas.lineWidth = 1.7;
  canvas.strokeStyle = colours.major;
  canvas.stroke();
}
