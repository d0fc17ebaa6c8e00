// How far apart two colours look, to every kind of eye: sRGB through Machado et al. (2009) at full severity, then CIEDE2000.
export type Linear = readonly [number, number, number];
type Matrix = readonly [Linear, Linear, Linear];

const none: Matrix = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
const protan: Matrix = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const deutan: Matrix = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]];
const tritan: Matrix = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]];
export const eyes = { none, protan, deutan, tritan };

export function linear(hex: string): Linear {
  const part = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

const dot = (row: Linear, by: Linear) => row[0] * by[0] + row[1] * by[1] + row[2] * by[2];
const shown = (value: number) => Math.min(1, Math.max(0, value));

export function seen(colour: Linear, eye: Matrix): Linear {
  return [shown(dot(eye[0], colour)), shown(dot(eye[1], colour)), shown(dot(eye[2], colour))];
}

/** WCAG's contrast ratio. */
export function contrast(a: Linear, b: Linear): number {
  const [low, high] = [a, b].map((one) => dot([0.2126, 0.7152, 0.0722], one)).sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function lab(colour: Linear): Linear {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f(dot([0.4124564, 0.3575761, 0.1804375], colour) / 0.95047);
  const y = f(dot([0.2126729, 0.7151522, 0.072175], colour));
  const z = f(dot([0.0193339, 0.119192, 0.9503041], colour) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const seventh = (chroma: number) => Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7));
const hueOf = (a: number, b: number) => (a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360);

/** CIEDE2000. */
export function difference(one: Linear, other: Linear): number {
  const [l1, a1, b1] = lab(one);
  const [l2, a2, b2] = lab(other);
  const stretch = 1 + 0.5 * (1 - seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const c1 = Math.hypot(a1 * stretch, b1);
  const c2 = Math.hypot(a2 * stretch, b2);
  const h1 = hueOf(a1 * stretch, b1);
  const h2 = hueOf(a2 * stretch, b2);
  const grey = c1 * c2 === 0;
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const hue = grey ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
  const chroma = (c1 + c2) / 2;
  const middle = ((l1 + l2) / 2 - 50) ** 2;
  const t = 1 - 0.17 * Math.cos(radians(hue - 30)) + 0.24 * Math.cos(radians(2 * hue)) + 0.32 * Math.cos(radians(3 * hue + 6)) - 0.2 * Math.cos(radians(4 * hue - 63));
  const lightness = (l2 - l1) / (1 + (0.015 * middle) / Math.sqrt(20 + middle));
  const saturation = (c2 - c1) / (1 + 0.045 * chroma);
  const shade = (2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn / 2))) / (1 + 0.015 * chroma * t);
  const rotation = -2 * seventh(chroma) * Math.sin(radians(60 * Math.exp(-(((hue - 275) / 25) ** 2))));
  return Math.sqrt(lightness ** 2 + saturation ** 2 + shade ** 2 + rotation * saturation * shade);
}
