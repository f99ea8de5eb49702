import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { say } from '../words';
import { UI_WORDS } from './words';

/** One broken part says so and leaves the rest of the desk at work. */
export class BugBoundary extends Component<{ children: ReactNode }, { bug?: Error }> {
  override state: { bug?: Error } = {};

  static getDerivedStateFromError(bug: unknown): { bug: Error } {
    return { bug: bug instanceof Error ? bug : new Error(String(bug)) };
  }

  override render(): ReactNode {
    const { bug } = this.state;
    if (!bug) return this.props.children;
    return (
      <Result
        status="error"
        title={say(UI_WORDS, 'bug')}
        subTitle={say(UI_WORDS, 'bugLead', { message: bug.message })}
        extra={
          <Button type="primary" onClick={() => location.reload()}>
            {say(UI_WORDS, 'reload')}
          </Button>
        }
      />
    );
  }
}
