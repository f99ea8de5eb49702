import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../shared/api';
import { get, put, remove } from '../../hub/staff-api';
import { onGivenBack } from './given-back';

export interface Draft {
  text: string;
  attachmentIds: string[];
}
type Kept = Draft & { newer: boolean };

const EMPTY: Draft = { text: '', attachmentIds: [] };
const SAVE_AFTER_MS = 700;

/** What is being written, kept at the hub soon after every change: a broken window or server loses a word at most. */
export function useDraft(conversationId: string, lastSeq: number) {
  const path = `/staff/conversations/${conversationId}/draft`;
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [newer, setNewer] = useState(false);
  const [saving, setSaving] = useState<'saved' | 'saving'>();
  const unsaved = useRef<Draft>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const seq = useRef(lastSeq);
  seq.current = lastSeq;

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const wanted = unsaved.current;
    if (!wanted) return;
    unsaved.current = undefined;
    const isEmpty = wanted.text.trim() === '' && wanted.attachmentIds.length === 0;
    try {
      await (isEmpty ? remove(path) : put(path, { ...wanted, seenSeq: seq.current }));
      if (!unsaved.current) setSaving(isEmpty ? undefined : 'saved');
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // Not kept yet: tried again with the next change, or in a while.
      unsaved.current ??= wanted;
      timer.current = setTimeout(() => void save(), 10 * SAVE_AFTER_MS);
    }
  }, [path]);

  const write = useCallback(
    (next: Draft) => {
      setDraft(next);
      unsaved.current = next;
      setSaving('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    [save],
  );
  /** It is on its way: the hub has given the draft up by itself. */
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    unsaved.current = undefined;
    setDraft(EMPTY);
    setNewer(false);
    setSaving(undefined);
  }, []);

  useEffect(() => {
    let gone = false;
    get<{ draft?: Kept }>(path).then(
      ({ draft: kept }) => {
        // What somebody has begun to write meanwhile is not written over.
        if (gone || !kept || unsaved.current) return;
        setDraft({ text: kept.text, attachmentIds: kept.attachmentIds });
        setNewer(kept.newer);
        setSaving('saved');
      },
      () => undefined,
    );
    return () => {
      gone = true;
      void save();
    };
  }, [path, save]);
  useEffect(
    () => onGivenBack(({ text, attachmentIds }) => write({ text, attachmentIds: [...attachmentIds] })),
    [write],
  );
  return { draft, write, clear, newer, saving };
}
