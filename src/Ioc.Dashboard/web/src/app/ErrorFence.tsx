import { Button } from '@mantine/core';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n';

/** A fault of ours in one screen leaves the others usable, and is said in words. */
export class ErrorFence extends Component<{ children: ReactNode; resetKey?: string }, { failed: boolean; key: string | undefined }> {
  override state = { failed: false, key: this.props.resetKey };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: { resetKey?: string }, state: { failed: boolean; key: string | undefined }) {
    return props.resetKey === state.key ? null : { failed: false, key: props.resetKey };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useWords();
  return (
    <div className="centre" role="alert">
      <p>{t('problem.crashed')}</p>
      <Button variant="default" onClick={() => location.reload()}>{t('problem.reload')}</Button>
    </div>
  );
}
