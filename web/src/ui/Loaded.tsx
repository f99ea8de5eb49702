import type { ReactNode } from 'react';
import { useWords } from '../shared/language';
import { useResource } from '../shared/resource';

/** Something of the hub's, with a sentence while it loads and when it does not. */
export function Loaded<T>({ path, children }: { path: string; children(value: T): ReactNode }) {
  const words = useWords();
  const { value, failed, again } = useResource<T>(path);
  if (value !== undefined) return <>{children(value)}</>;
  if (failed === undefined)
    return (
      <p className="loading" role="status">
        {words('loading')}
      </p>
    );
  return (
    <p className="problem" role="alert">
      {words('loadFailed')} {failed}{' '}
      <button type="button" onClick={again}>
        {words('tryAgain')}
      </button>
    </p>
  );
}
