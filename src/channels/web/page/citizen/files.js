import { call, loseSession, openSession } from './api.js';
import { make } from './dom.js';
import { words } from './words.js';

export const MAX_FILES = 9;

/** Files chosen for the next message: uploaded at once, shown with a preview, taken out again. */
export class FileTray {
  #list;
  #onProblem;
  #files = [];

  constructor(list, onProblem) {
    this.#list = list;
    this.#onProblem = onProblem;
  }

  add(chosen) {
    const room = MAX_FILES - this.#files.length;
    this.#onProblem(chosen.length > room ? words('tooManyFiles') : undefined);
    for (const file of [...chosen].slice(0, room)) void this.#upload(file);
  }

  get uploading() {
    return this.#files.some(({ uploaded }) => !uploaded);
  }

  /** What was uploaded, and an empty tray. */
  take() {
    const uploaded = this.#files.map((entry) => entry.uploaded);
    this.clear();
    return uploaded;
  }

  clear() {
    for (const entry of [...this.#files]) this.#drop(entry);
  }

  async #upload(file) {
    const entry = {
      row: make('li'),
      picture: file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined,
    };
    const state = make('p', {}, words('uploading'));
    const remove = make('button', { type: 'button', onclick: () => this.#drop(entry) }, words('remove'));
    remove.setAttribute('aria-label', `${words('remove')} ${file.name}`);
    if (entry.picture) entry.row.append(make('img', { className: 'preview', src: entry.picture, alt: '' }));
    entry.row.append(make('span', {}, file.name), state, remove);
    this.#files.push(entry);
    this.#list.append(entry.row);
    try {
      await openSession();
      const body = new FormData();
      body.append('file', file);
      entry.uploaded = await call('/api/web/uploads', { method: 'POST', body });
      state.remove();
    } catch (problem) {
      if (problem.status === 401) loseSession();
      this.#drop(entry);
      this.#onProblem(`${file.name}：${problem.message}${problem.hint}`);
    }
  }

  #drop(entry) {
    this.#files = this.#files.filter((other) => other !== entry);
    if (entry.picture) URL.revokeObjectURL(entry.picture);
    entry.row.remove();
  }
}
