import type { OrderLane, OrderLanesView, OrderRunView } from '../../../../core/contract/order-lab.ts';
import { isFold } from '../../../../core/model/order/fold-lane.ts';
import { formatDateTime } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { beadText, causeText, wholeVerdictText } from '../verdict/verdict-text.ts';
import { keyColour } from './lane.tsx';
import {
  BEAD_RADIUS,
  LANE_HEIGHT,
  type LaneDrawing,
  LINE_Y,
  layOut,
  type PlacedItem,
  stepFor,
} from './lane-layout.ts';
import { foldText, laneTitle, laneTrouble } from './lane-text.ts';

const HEAD_HEIGHT = 92;
const MARGIN = 16;
const USUAL_WIDTH = 1_100;
/** Browsers draw nothing on a canvas that is larger. */
const MAX_SIDE = 8_192;
const SCALE = 2;

/** The lanes with their verdicts on a canvas, one a frame. Lanes below the largest canvas there is are left out. */
export async function drawPicture(
  run: OrderRunView,
  { lanes }: OrderLanesView,
  t: Translate,
): Promise<HTMLCanvasElement> {
  const step = stepFor(lanes, USUAL_WIDTH);
  const drawings = lanes.map((lane) => ({ lane, drawing: layOut(lane, step) }));
  const fitting = drawings.slice(0, Math.floor((MAX_SIDE / SCALE - HEAD_HEIGHT - MARGIN) / LANE_HEIGHT));
  const width = Math.min(
    MAX_SIDE / SCALE,
    Math.max(USUAL_WIDTH, ...fitting.map(({ drawing }) => drawing.width)) + 2 * MARGIN,
  );
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = (HEAD_HEIGHT + fitting.length * LANE_HEIGHT + MARGIN) * SCALE;
  const pen = canvas.getContext('2d');
  if (pen === null) return canvas;
  pen.scale(SCALE, SCALE);
  const picture = new Picture(pen, run, t);
  picture.head(width);
  for (const [index, { lane, drawing }] of fitting.entries()) {
    await new Promise(requestAnimationFrame);
    picture.lane(lane, drawing, HEAD_HEIGHT + index * LANE_HEIGHT);
  }
  return canvas;
}

class Picture {
  readonly #pen: CanvasRenderingContext2D;
  readonly #run: OrderRunView;
  readonly #t: Translate;
  readonly #style = getComputedStyle(document.documentElement);

  constructor(pen: CanvasRenderingContext2D, run: OrderRunView, t: Translate) {
    this.#pen = pen;
    this.#run = run;
    this.#t = t;
  }

  head(width: number): void {
    const t = this.#t;
    const { runId, topic, startedAtMs, storedVerdict, handledVerdict, cause } = this.#run;
    const verdict = (side: typeof storedVerdict): string =>
      side === undefined ? t('orderLab.notJudged') : wholeVerdictText(side, t);
    this.#pen.fillStyle = this.#colour('--bg-1');
    this.#pen.fillRect(0, 0, width, this.#pen.canvas.height);
    const title = `${t('orderLab.title')}, ${t('orderLab.run', { run: runId })}`;
    this.#write(title, MARGIN, 26, '--tx-1', '600 15px', 'left');
    this.#write(`${topic}  ${formatDateTime(startedAtMs)}`, MARGIN + 240, 26, '--tx-3', '11px', 'left');
    const said = [
      t('orderLab.storedHead', { verdict: verdict(storedVerdict) }),
      t('orderLab.handledHead', { verdict: verdict(handledVerdict) }),
    ].join('     ');
    this.#write(said, MARGIN, 52, '--tx-1', '600 13px', 'left');
    if (cause !== undefined) this.#write(causeText(cause, t), MARGIN, 74, '--tx-2', '12px', 'left');
  }

  lane(lane: OrderLane, drawing: LaneDrawing, top: number): void {
    const pen = this.#pen;
    pen.save();
    pen.translate(MARGIN, top);
    this.#write(laneTitle(lane, this.#run, this.#t), 0, 14, '--tx-1', '600 12px', 'left');
    this.#write(laneTrouble(lane, this.#t), 120, 14, '--bad', '11px', 'left');
    for (const line of ['stored', 'handled'] as const) {
      const name = this.#t(line === 'stored' ? 'orderLab.lineStored' : 'orderLab.lineHandled');
      this.#write(name, 70, LINE_Y[line] + 4, '--tx-3', '11px', 'right');
      const [first, last] = [drawing[line][0], drawing[line].at(-1)];
      if (first !== undefined && last !== undefined)
        this.#stroke(first.x, LINE_Y[line], last.x, LINE_Y[line], '--line-2', 1);
    }
    for (const { fromX, toX, key, broken } of drawing.links)
      this.#stroke(
        fromX,
        LINE_Y.stored + BEAD_RADIUS,
        toX,
        LINE_Y.handled - BEAD_RADIUS,
        broken ? '--bad' : `--k${keyColour(key)}`,
        broken ? 1.5 : 1,
      );
    for (const line of ['stored', 'handled'] as const)
      for (const place of drawing[line]) this.#item(place, LINE_Y[line]);
    pen.restore();
  }

  #item({ x, item }: PlacedItem, y: number): void {
    if (isFold(item)) {
      this.#write(
        foldText(item, this.#t),
        x,
        y + 4,
        item.troubled > 0 ? '--bad' : '--tx-3',
        '11px',
        'center',
      );
      return;
    }
    const pen = this.#pen;
    const late = item.after !== undefined || item.away === true;
    pen.beginPath();
    pen.arc(x, y, BEAD_RADIUS, 0, 2 * Math.PI);
    pen.fillStyle = this.#colour('--bg-2');
    pen.fill();
    pen.setLineDash(item.duplicate ? [3, 2] : []);
    pen.strokeStyle = this.#colour(late ? '--bad' : `--k${keyColour(item.key)}`);
    pen.lineWidth = late ? 2.5 : 1.25;
    pen.stroke();
    pen.setLineDash([]);
    this.#write(beadText(item), x, y + 3, '--tx-1', '9px', 'center');
  }

  #stroke(x1: number, y1: number, x2: number, y2: number, colour: string, width: number): void {
    const pen = this.#pen;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.strokeStyle = this.#colour(colour);
    pen.lineWidth = width;
    pen.stroke();
  }

  #write(text: string, x: number, y: number, colour: string, font: string, align: CanvasTextAlign): void {
    this.#pen.font = `${font} ${this.#style.getPropertyValue('--font-ui')}`;
    this.#pen.fillStyle = this.#colour(colour);
    this.#pen.textAlign = align;
    this.#pen.fillText(text, x, y);
  }

  #colour(token: string): string {
    return this.#style.getPropertyValue(token).trim();
  }
}
