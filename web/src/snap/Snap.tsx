import { useState } from 'react';
import { currentLanguage, serviceName, speak, useWords } from '../shared/language';
import { choose, useAppearance } from '../shared/appearance';
import { EmergencyLine } from '../portal/EmergencyLine';
import { MyReports } from './MyReports';
import { SnapForm } from './SnapForm';

/** 随手拍: one photo, a few words, a place. */
export function Snap() {
  const words = useWords();
  const { large } = useAppearance();
  const [said, setSaid] = useState<string>();
  const other = currentLanguage() === 'en' ? 'zh-CN' : 'en';
  document.title = `${words('snap')} · ${serviceName()}`;
  return (
    <>
      <header className="snap-top">
        <EmergencyLine />
        <div className="bar">
          <a href="/" className="brand">
            <strong>{serviceName()}</strong>
          </a>
          <div className="tools">
            <button type="button" aria-pressed={large} onClick={() => choose({ large: !large })}>
              {words('large')}
            </button>
            <button type="button" lang={other} onClick={() => speak(other)}>
              {words('otherLanguage')}
            </button>
          </div>
        </div>
      </header>
      <main id="main" className="snap">
        <h1>{words('snap')}</h1>
        <p className="lead">{words('snapLead')}</p>
        <p className={said ? 'done' : undefined} role="status">
          {said}
        </p>
        <SnapForm onSaid={setSaid} />
        <MyReports />
      </main>
    </>
  );
}
