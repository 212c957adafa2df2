import { Download } from 'lucide-react';
import { saveFile } from '../../../bridge/save-file.ts';
import { bodyFileName } from '../body/body-file.ts';
import { fileNameOf } from '../message-name.ts';
import { readContent } from '../read-message.ts';
import type { RowAction } from '../row-action.ts';

export const saveBody: RowAction = {
  id: 'saveBody',
  label: 'message.action.saveBody',
  icon: Download,
  takes: 'one',
  async run([{ ref, row }]) {
    const { body } = await readContent(ref);
    saveFile(bodyFileName(fileNameOf(row), body), [new Uint8Array(body)]);
  },
};
