import type { OrderLanesView, OrderRunView } from '../../../core/contract/order-lab.ts';
import { call } from '../../bridge/call.ts';
import { saveFile } from '../../bridge/save-file.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { drawPicture } from './lanes/draw-picture.ts';

const fileName = ({ runId, topic }: OrderRunView, ending: string): string =>
  `${topic}-run-${runId}.${ending}`;

/** Everything that was seen of a run. Throws WindowError. */
export async function exportJson(run: OrderRunView): Promise<void> {
  const texts: string[] = [];
  for (let part = 0; ; part++) {
    const { text, done } = await call('order.run.export', { runId: run.runId, part });
    texts.push(text);
    if (done) break;
  }
  saveFile(fileName(run, 'json'), texts, 'application/json');
}

/** The lanes as they are drawn, whole, in the present colours. */
export async function exportPng(run: OrderRunView, lanes: OrderLanesView, t: Translate): Promise<void> {
  const canvas = await drawPicture(run, lanes, t);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob !== null) saveFile(fileName(run, 'png'), [blob], 'image/png');
}
