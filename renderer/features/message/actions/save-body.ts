import { Download } from 'lucide-react';
import { saveFile } from '../../../bridge/save-file.ts';
import { bodyFileName } from '../body/body-file.ts';
import { fileNameOf } from '../message-name.ts';
import type { RowAction } from '../row-action.ts';

export const saveBody: RowAction = {
  id: 'saveBody',
  label: 'message.action.saveBody',
  icon: Download,
  takes: 'one',
  async run([target], { read }) {
    const { body } = await read(target);
    saveFile(bodyFileName(fileNameOf(target.row), body), [new Uint8Array(body)]);
  },
};
