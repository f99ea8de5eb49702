import { Result, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useSay } from '../words';
import type { Page, Section } from './sections';
import { FRAME_WORDS } from './words';

const loaded = new Map<Section, Page>();

/** The page of a section, loaded when it is first opened. */
export function SectionPage({ section, id }: { section: Section; id?: string }) {
  const say = useSay(FRAME_WORDS);
  const [failed, setFailed] = useState(false);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (loaded.has(section)) return;
    let gone = false;
    section.load().then(
      ({ default: page }) => {
        loaded.set(section, page);
        if (!gone) redraw((count) => count + 1);
      },
      () => !gone && setFailed(true),
    );
    return () => void (gone = true);
  }, [section]);
  const Loaded = loaded.get(section);
  if (Loaded) return <Loaded id={id} />;
  if (failed) return <Result status="warning" title={say('chunkFailed')} />;
  return <Skeleton active paragraph={{ rows: 8 }} className="page-loading" />;
}
