// A photograph of a label, read in the phone. The reader is big, so it comes when it is first needed.

/** Longer sides only cost time: a label fills a good part of the picture. */
const sideMax = 1200;

/** What the square in the picture says; null: none that can be read. */
export async function readPhoto(file: Blob): Promise<string | null> {
  const [{ default: jsQR }, picture] = await Promise.all([import('jsqr'), createImageBitmap(file)]);
  const scale = Math.min(1, sideMax / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(picture, 0, 0, width, height);
  return jsQR(context.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
}
