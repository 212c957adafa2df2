/** Pixels of the picture for one of the screen. */
const SCALE = 2;
const MARGIN = 16;

/** The drawing as it stands, in the colours and fonts of the screen; null when the browser cannot make a picture. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob | null> {
  const width = drawing.width.baseVal.value;
  const height = drawing.height.baseVal.value;
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + 2 * MARGIN) * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.scale(SCALE, SCALE);
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--bg-1');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(MARGIN, MARGIN);
  for (const shape of drawing.querySelectorAll<SVGGraphicsElement>('rect, line, circle, path, text'))
    draw(context, shape);
  return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

function draw(context: CanvasRenderingContext2D, shape: SVGGraphicsElement): void {
  const style = getComputedStyle(shape);
  context.globalAlpha = Number(style.opacity);
  if (shape instanceof SVGTextElement) {
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.textAlign =
      style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'end' : 'start';
    const words = [shape.textContent ?? '', numberOf(shape, 'x'), numberOf(shape, 'y')] as const;
    if (style.stroke !== 'none') {
      context.strokeStyle = style.stroke;
      context.lineWidth = Number.parseFloat(style.strokeWidth);
      context.lineJoin = 'round';
      context.setLineDash([]);
      context.strokeText(...words);
    }
    context.fillStyle = style.fill;
    context.fillText(...words);
    return;
  }
  const path = pathOf(shape);
  if (style.fill !== 'none') {
    context.fillStyle = style.fill;
    context.fill(path);
  }
  if (style.stroke === 'none') return;
  context.strokeStyle = style.stroke;
  context.lineWidth = Number.parseFloat(style.strokeWidth);
  context.setLineDash(
    style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(',').map(Number.parseFloat),
  );
  context.stroke(path);
}

function pathOf(shape: SVGGraphicsElement): Path2D {
  const path = new Path2D(shape.getAttribute('d') ?? undefined);
  const at = (name: string): number => numberOf(shape, name);
  if (shape instanceof SVGCircleElement) path.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI);
  if (shape instanceof SVGLineElement) {
    path.moveTo(at('x1'), at('y1'));
    path.lineTo(at('x2'), at('y2'));
  }
  if (shape instanceof SVGRectElement) path.roundRect(at('x'), at('y'), at('width'), at('height'), at('rx'));
  return path;
}

const numberOf = (shape: SVGGraphicsElement, name: string): number => Number(shape.getAttribute(name) ?? 0);
