import { Drawer } from '@mantine/core';
import { useWords } from '../i18n';
import { AlertDetail } from './AlertDetail';

/** One alert over a page that has no panel of its own; Escape closes it. */
export function AlertSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer opened onClose={onClose} position="right" size={400} title={t('alerts.one')} closeButtonProps={{ 'aria-label': t('panel.close') }} padding={0} className="alert-sheet">
      <AlertDetail id={id} />
    </Drawer>
  );
}
