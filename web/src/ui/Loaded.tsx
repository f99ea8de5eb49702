import type { ReactNode } from 'react';
import { useWords } from '../shared/language';
import { useResource } from '../shared/resource';

interface LoadedProps<T> {
  path: string;
  /** Of the page, where what is loaded brings the page's own. */
  heading?: string;
  children(value: T): ReactNode;
}

/** Something of the hub's, with a sentence while it loads and when it does not. */
export function Loaded<T>({ path, heading, children }: LoadedProps<T>) {
  const words = useWords();
  const { value, failed, again } = useResource<T>(path);
  if (value !== undefined) return <>{children(value)}</>;
  return (
    <>
      {heading !== undefined && <h1>{heading}</h1>}
      {failed === undefined ? (
        <p className="loading" role="status">
          {words('loading')}
        </p>
      ) : (
        <p className="problem" role="alert">
          {words('loadFailed')} {failed}{' '}
          <button type="button" onClick={again}>
            {words('tryAgain')}
          </button>
        </p>
      )}
    </>
  );
}
