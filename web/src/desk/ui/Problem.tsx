import { Alert, Button } from 'antd';
import { useCallback, useState } from 'react';
import { ApiProblem } from '../../shared/api';
import { useSay } from '../words';
import { UI_WORDS } from './words';

/** What went wrong and what to do about it, where it happened. */
export function ProblemAlert({ problem, onAgain }: { problem?: ApiProblem | null; onAgain?(): void }) {
  const say = useSay(UI_WORDS);
  if (!problem) return null;
  return (
    <Alert
      className="problem"
      type="error"
      showIcon
      role="alert"
      title={problem.message}
      description={
        (problem.hint || problem.fields.length > 0) && (
          <>
            {problem.hint}
            {problem.fields.length > 0 && (
              <ul>
                {problem.fields.map(({ path, message }) => (
                  <li key={path}>
                    {path}：{message}
                  </li>
                ))}
              </ul>
            )}
          </>
        )
      }
      action={onAgain && <Button onClick={onAgain}>{say('again')}</Button>}
    />
  );
}

/** Does one thing at a time and keeps why it failed; what is no problem of the hub's is a bug, and thrown. */
export function useAttempt() {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [bug, setBug] = useState<Error>();
  if (bug) throw bug;
  const attempt = useCallback(async (work: () => Promise<void>): Promise<boolean> => {
    setRunning(true);
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      // Whoever is signed out sees the way back in, and that is all there is to say.
      if (error instanceof ApiProblem) setProblem(error.code === 'not-signed-in' ? undefined : error);
      else setBug(error instanceof Error ? error : new Error(String(error)));
      return false;
    } finally {
      setRunning(false);
    }
  }, []);
  return { running, problem, attempt, clear: () => setProblem(undefined) };
}
