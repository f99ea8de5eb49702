import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useSay } from '../words';
import { SignIn } from './SignIn';
import { SESSION_WORDS } from './words';

/** Hides the whole page, dialogs too, behind the way back in. */
export function Lock({ login }: { login: string }) {
  const say = useSay(SESSION_WORDS);
  useEffect(() => {
    document.documentElement.classList.add('locked');
    return () => document.documentElement.classList.remove('locked');
  }, []);
  const place = document.querySelector('#lock');
  return (
    place &&
    createPortal(
      <main className="gate">
        <div className="gate-card">
          <p role="status">{say('locked')}</p>
          <SignIn login={login} />
        </div>
      </main>,
      place,
    )
  );
}
