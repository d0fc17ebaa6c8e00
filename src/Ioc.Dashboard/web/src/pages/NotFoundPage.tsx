import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useAddress } from '../app/address';
import { useWords } from '../i18n';
import { Empty } from '../ui/Notice';

export function NotFoundPage() {
  const { t } = useWords();
  const { link } = useAddress();
  return <Empty title={t('problem.page')}><Button component={Link} to={link('/')} variant="default">{t('problem.home')}</Button></Empty>;
}
