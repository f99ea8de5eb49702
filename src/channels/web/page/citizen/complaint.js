import { markField, notice } from './dom.js';
import { FileTray } from './files.js';
import { words, wordsForStaff } from './words.js';

const DRAFT = 'hub.draft.complaint';
const form = document.querySelector('#complaint');
const problem = document.querySelector('#complaint-problem');
const photos = document.querySelector('#c-photos');
const { type, matter, place, time, name, phone, anonymous } = form.elements;
const texts = { type, matter, place, time, name, phone };

/** The form: a complaint in one message, and a draft on this device until it is sent. */
export function startComplaint(outbox, onFiled) {
  const tray = new FileTray(document.querySelector('#c-files'), (sentence) => notice(problem, sentence));
  restoreDraft();
  form.addEventListener('input', saveDraft);
  form.addEventListener('reset', () => {
    localStorage.removeItem(DRAFT);
    tray.clear();
    notice(problem);
    for (const field of [matter, place, phone]) markField(field);
  });
  photos.addEventListener('change', () => {
    tray.add(photos.files);
    photos.value = '';
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = firstWrongField();
    if (wrong || tray.uploading) {
      notice(problem, words(wrong ? 'fixFields' : 'waitForUpload'));
      (wrong ?? problem).focus();
      return;
    }
    outbox.add({ text: report(), attachments: tray.take() });
    form.reset();
    onFiled();
  });
}

/** Checks every field and shows what is wrong with each; the first wrong one. */
function firstWrongField() {
  const wrong = [
    [matter, matter.value.trim() === '' && words('fillIn')],
    [place, place.value.trim() === '' && words('fillIn')],
    [phone, !/^$|^\+?[\d\s()-]{7,20}$/.test(phone.value.trim()) && words('badPhone')],
  ];
  for (const [field, reason] of wrong) markField(field, reason || undefined);
  return wrong.find(([, reason]) => reason)?.[0];
}

/** The form as one message, in labelled lines that people and the hub read alike. */
function report() {
  const kind = wordsForStaff(`type-${type.value}`);
  const lines = [
    ['reportMatter', matter],
    ['reportPlace', place],
    ['reportTime', time],
    ['reportName', name],
    ['reportPhone', phone],
  ];
  return [
    wordsForStaff('reportIntro').replace('{type}', kind),
    ...lines.flatMap(([label, field]) =>
      field.value.trim() ? [`${wordsForStaff(label)}${field.value.trim()}`] : [],
    ),
    ...(anonymous.checked ? [wordsForStaff('reportAnonymous')] : []),
  ].join('\n');
}

function saveDraft() {
  const values = Object.fromEntries(Object.entries(texts).map(([key, field]) => [key, field.value]));
  localStorage.setItem(DRAFT, JSON.stringify({ ...values, anonymous: anonymous.checked }));
}

function restoreDraft() {
  const draft = JSON.parse(localStorage.getItem(DRAFT) ?? '{}');
  for (const [key, field] of Object.entries(texts)) if (draft[key]) field.value = draft[key];
  anonymous.checked = draft.anonymous === true;
}
